package xbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;

/** What the management port tells of the pod beside health and metrics. */
class ManagementTest {

    private static Pod pod;

    @BeforeAll
    static void start() {
        pod = Pod.start(
                URI.create("https://directline.invalid"),
                Clock.systemUTC(),
                "xbot.upstream.deadline=7s",
                "spring.ssl.bundle.pem.unused.keystore.private-key-password=hidden");
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @Test
    void namesTheVersion() throws IOException {
        assertThat(json("/actuator/info").at("/build/version").asText()).isNotEmpty();
    }

    @Test
    void namesTheCommit() throws IOException {
        assumeTrue(Files.isDirectory(Path.of(".git")), "these sources are no clone");

        assertThat(json("/actuator/info").at("/git/commit/id").asText()).matches("[0-9a-f]{7,40}");
    }

    @Test
    void showsTheSettingsThatAreInForce() throws IOException {
        assertThat(json("/actuator/configprops").findValue("deadline").asText()).isEqualTo("PT7S");
    }

    @Test
    void showsNoSecretAmongThem() {
        assertThat(pod.management("/actuator/configprops"))
                .doesNotContain("hidden")
                .contains("******");
    }

    @Test
    void showsNoAddressThatMayHaveAPasswordInIt() {
        SanitizableData address = new SanitizableData(null, "xbot.cache.redis.address", "redis://:password@redis:6379");

        assertThat(ManagementConfiguration.ownSettingsOnly().apply(address).getValue())
                .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    private static JsonNode json(String path) throws IOException {
        return JsonMapper.builder().build().readTree(pod.management(path));
    }
}
