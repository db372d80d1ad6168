package xbot.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RedisSettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "redis://cache:6379, cache, 6379, false",
        "valkeys://[fd00::1]:6380, fd00::1, 6380, true",
        "rediss://my_cache:6379, my_cache, 6379, true"
    })
    void findOneServer(String address, String host, int port, boolean tls) {
        RedisURI master = settings(address).addresses().get(0);

        assertThat(master.getHost()).isEqualTo(host);
        assertThat(master.getPort()).isEqualTo(port);
        assertThat(master.isSsl()).isEqualTo(tls);
    }

    @Test
    void askSentinelsForTheMaster() {
        RedisURI master =
                settings("rediss-sentinel://a:26379,b:26380#xbot").addresses().get(0);

        assertThat(master.getSentinelMasterId()).isEqualTo("xbot");
        assertThat(master.getSentinels())
                .extracting(RedisURI::getHost, RedisURI::getPort, RedisURI::isSsl)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("a", 26379, true),
                        org.assertj.core.api.Assertions.tuple("b", 26380, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache:6379",
                "redis://cache",
                "redis://cache:6379/0",
                "redis://user:secret@cache:6379",
                "redis://a:1,b:2",
                "redis://a:1#xbot",
                "redis-sentinel://a:1,b:2",
                "redis-cluster://a:1#xbot",
                "http://cache:6379"
            })
    void refuseAnAddressThatIsNone(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(address))
                .withMessageStartingWith("xbot.cache.redis.address is redis://HOST:PORT for one server");
    }

    @Test
    void needThePasswordOfAUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("redis://cache:6379", "xbot", null))
                .withMessage("xbot.cache.redis.username needs xbot.cache.redis.password-file");
    }

    @Test
    void readThePasswordForEachConnectionHoweverAnEditorSavedIt() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "\uFEFFfirst\r\n");
        RedisURI master =
                settings("redis://cache:6379", "xbot", file).addresses().get(0);
        assertThat(password(master)).isEqualTo("first");

        Files.writeString(file, "second\n");

        assertThat(password(master)).isEqualTo("second");
    }

    @Test
    void keepThePasswordWhereTheFileCannotBeUsedAnyMoreAndTheLogSaysSo(CapturedOutput output) throws IOException {
        Path file = Files.write(directory.resolve("password"), "first".getBytes(StandardCharsets.UTF_8));
        RedisURI master =
                settings("redis://cache:6379", "xbot", file).addresses().get(0);

        Files.writeString(file, "canary\ncanary");

        assertThat(password(master)).isEqualTo("first");
        assertThat(output)
                .contains("xbot.cache.redis.password-file: " + file
                        + " has 2 lines, and a secret is one; what it held before stays in use")
                .doesNotContain("canary");
    }

    private static String password(RedisURI master) {
        RedisCredentials credentials =
                master.getCredentialsProvider().resolveCredentials().block();
        assertThat(credentials.getUsername()).isEqualTo("xbot");
        return new String(credentials.getPassword());
    }

    private static RedisSettings settings(String address) {
        return settings(address, null, null);
    }

    private static RedisSettings settings(String address, String username, Path passwordFile) {
        return RedisSettings.of(new RedisProperties(address, username, passwordFile, null, null, null, true), null);
    }
}
