package peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The partners, found by the SHA-256 of their keys. */
final class Partners {

    private final Map<String, Partner> byGatewayKey = new HashMap<>();
    private final Map<String, Partner> byPartnerKey = new HashMap<>();

    Partners(JsonObject file) {
        JsonObject partners = file.getJsonObject("partners");
        for (String id : partners.fieldNames()) {
            JsonObject node = partners.getJsonObject(id);
            Partner partner = partner(id, node);
            hashes(node.getJsonArray("gateway-keys")).forEach(hash -> byGatewayKey.put(hash, partner));
            hashes(node.getJsonArray("partner-keys")).forEach(hash -> byPartnerKey.put(hash, partner));
        }
    }

    private static Partner partner(String id, JsonObject node) {
        List<CidrRange> allowed = node.getJsonArray("allowed-ips").stream()
                .map(range -> CidrRange.parse((String) range))
                .toList();
        JsonObject directLine = node.getJsonObject("direct-line");
        return new Partner(
                id,
                node.getString("user-id-prefix"),
                allowed,
                directLine.getString("base-uri"),
                directLine.getString("secret"));
    }

    private static List<String> hashes(JsonArray keys) {
        return keys.stream().map(key -> ((JsonObject) key).getString("sha256")).toList();
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
