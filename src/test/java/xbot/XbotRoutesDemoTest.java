package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(entry.at("/direct-line/base-uri").asText()).isEqualTo(XbotRoutesDemo.DIRECT_LINE);
    }

    private static String hash(JsonNode partner, String keys) {
        return partner.path(keys).path(0).path("sha256").asText();
    }

    private static String sha256(String key) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
