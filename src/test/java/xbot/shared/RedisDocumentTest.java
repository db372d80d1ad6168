package xbot.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/** The files that docs/redis.md gives for several servers are Redisson's, and read from masters. */
class RedisDocumentTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void givesAFileForSentinels() throws IOException {
        Config config = Config.fromYAML(documented());

        assertThat(config.isSentinelConfig()).isTrue();
        assertThat(config.useSentinelServers().getReadMode()).isEqualTo(ReadMode.MASTER);
    }

    @Test
    void saysHowItBecomesOneForACluster() throws IOException {
        Config config = Config.fromYAML(documented()
                .replace("sentinelServersConfig", "clusterServersConfig")
                .replace("sentinelAddresses", "nodeAddresses")
                .replaceFirst(" +masterName.*\n", ""));

        assertThat(config.isClusterConfig()).isTrue();
        assertThat(config.useClusterServers().getReadMode()).isEqualTo(ReadMode.MASTER);
    }

    private static String documented() throws IOException {
        Matcher found = YAML.matcher(Files.readString(Path.of("docs/redis.md")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
