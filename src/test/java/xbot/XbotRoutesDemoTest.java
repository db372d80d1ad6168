package xbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.site.DemoClock;
import xbot.site.PartnerSite;
import xbot.site.StepTrace;
import xbot.site.XbotCore;

class XbotRoutesDemoTest {

    @ParameterizedTest
    @ValueSource(strings = {"a4b", "shop", "elsewhere"})
    void knowsTheKeysAndTheSecretOfEachPartner(String partner) throws Exception {
        var file =
                new YAMLMapper().readTree(Path.of("src/test/demo/partners.yaml").toFile());

        var entry = file.path("partners").path(partner);

        assertThat(hash(entry, "gateway-keys")).isEqualTo(sha256("test-gateway-key-" + partner));
        assertThat(hash(entry, "partner-keys")).isEqualTo(sha256("test-partner-key-" + partner));
        assertThat(XbotRoutesDemo.SITES)
                .containsEntry(entry.at("/direct-line/secret").asText(), partner + "-bot");
        assertThat(entry.at("/bot/app-id").asText()).isEqualTo(partner + "-bot");
        assertThat(entry.at("/direct-line/base-uri").asText()).isEqualTo(XbotRoutesDemo.DIRECT_LINE);
    }

    @Test
    void saysWhereEverythingIsAndHowToTryIt() {
        try (var simulator = DirectLineSimulator.start(Settings.of(XbotRoutesDemo.SITES));
                var core = XbotCore.start(simulator);
                var site = PartnerSite.start("127.0.0.1", 0, simulator, new DemoClock(), new StepTrace())) {
            var companion = new DemoCompanion(simulator, site, core, new DemoClock(), new StepTrace());

            var greeting = companion.greeting(URI.create("http://127.0.0.1:8080"), "8081");

            assertThat(greeting)
                    .contains("Chat site   " + site.uri() + "\n")
                    .contains("API         http://127.0.0.1:8080/partner/xpbot/api/webchat/initForClient\n")
                    .contains("Management  http://127.0.0.1:8081/actuator/health,")
                    .contains("Try it:")
                    .contains("curl -i http://127.0.0.1:8080/partner/xpbot/api/webchat/initForClient \\\n");
        }
    }

    @Test
    void saysInOneLineWhatToDoWhenAPortIsTaken() {
        try (var taken = DirectLineSimulator.start(Settings.of(XbotRoutesDemo.SITES))) {
            var port = taken.baseUri().getPort();
            var failure = catchThrowableOfType(
                    IllegalStateException.class,
                    () -> DirectLineSimulator.start(
                            Settings.of(XbotRoutesDemo.SITES).withPort(port)));

            assertThat(XbotRoutesDemo.whatToDo(failure, "demo.direct-line-port"))
                    .isEqualTo(
                            "cannot listen on 127.0.0.1:" + port + "; stop what listens there, or choose another port:"
                                    + " ./mvnw spring-boot:test-run -Dspring-boot.run.arguments=--demo.direct-line-port=PORT");
        }
    }

    private static String hash(JsonNode partner, String keys) {
        return partner.path(keys).path(0).path("sha256").asText();
    }

    private static String sha256(String key) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
