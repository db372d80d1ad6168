package xbot.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

@ExtendWith(OutputCaptureExtension.class)
class RedisPasswordTest {

    @TempDir
    Path directory;

    @Test
    void isReadForEachConnectionHoweverAnEditorSavedIt() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "\uFEFFfirst\r\n");
        Config config = config(file);
        assertThat(password(config)).isEqualTo("first");

        Files.writeString(file, "second\n");

        assertThat(password(config)).isEqualTo("second");
    }

    @Test
    void staysWhatItWasWhereTheFileCannotBeUsedAnyMoreAndTheLogSaysSo(CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first");
        Config config = config(file);

        Files.writeString(file, "canary\ncanary");

        assertThat(password(config)).isEqualTo("first");
        assertThat(output)
                .contains("xbot.cache.redis.password-file: " + file
                        + " has 2 lines, and a secret is one; what it held before stays in use")
                .doesNotContain("canary");
    }

    private static Config config(Path file) {
        return new RedisSettings(new RedisProperties("redis://127.0.0.1:6379", null, file, null), null)
                .read(new ClassPathResource("redisson.yaml"));
    }

    private static String password(Config config) {
        return config.getCredentialsResolver()
                .resolve(InetSocketAddress.createUnresolved("redis", 6379))
                .toCompletableFuture()
                .join()
                .getPassword();
    }
}
