package peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The partners, found by the SHA-256 of their keys. */
final class Partners {

    private final Map<String, Partner> byGatewayKey = new HashMap<>();
    private final Map<String, Partner> byPartnerKey = new HashMap<>();

    static Partners read(Path file, ObjectMapper json) throws IOException {
        Partners partners = new Partners();
        json.readTree(file.toFile()).path("partners").fields().forEachRemaining(entry -> {
            Partner partner = partner(entry.getKey(), entry.getValue());
            hashes(entry.getValue().path("gateway-keys")).forEach(hash -> partners.byGatewayKey.put(hash, partner));
            hashes(entry.getValue().path("partner-keys")).forEach(hash -> partners.byPartnerKey.put(hash, partner));
        });
        return partners;
    }

    private static Partner partner(String id, JsonNode node) {
        List<CidrRange> allowed = stream(node.path("allowed-ips"))
                .map(range -> CidrRange.parse(range.asText()))
                .toList();
        JsonNode directLine = node.path("direct-line");
        return new Partner(
                id,
                node.path("user-id-prefix").asText(),
                allowed,
                directLine.path("base-uri").asText(),
                directLine.path("secret").asText());
    }

    private static List<String> hashes(JsonNode keys) {
        return stream(keys).map(key -> key.path("sha256").asText()).toList();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The partner of both keys, or null. */
    Partner find(String gatewayKey, String partnerKey) {
        if (gatewayKey == null || partnerKey == null) {
            return null;
        }
        Partner byGateway = byGatewayKey.get(sha256(gatewayKey));
        Partner byPartner = byPartnerKey.get(sha256(partnerKey));
        return byGateway == byPartner ? byGateway : null;
    }

    private static String sha256(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
