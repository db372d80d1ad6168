package xbot.tools.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The partners of a case file: for each id a partner that needs no more said, with keys that are known, and on top of it
 * what the file says.
 */
final class CasePartners {

    private static final String DEFAULT_ID = "a4b";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CasePartners() {}

    static String gatewayKey(String id) {
        return "test-gateway-key-" + id;
    }

    static String partnerKey(String id) {
        return "test-partner-key-" + id;
    }

    static List<String> ids(CaseNode partners) {
        return partners == null
                ? List.of(DEFAULT_ID)
                : List.copyOf(partners.members().keySet());
    }

    /** The text of a partners file; JSON is YAML. */
    static String file(CaseNode partners) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (partners == null) {
            all.set(DEFAULT_ID, partner(DEFAULT_ID));
        } else {
            partners.members().forEach((id, difference) -> all.set(id, partner(id, difference)));
        }
        try {
            return JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().set("partners", all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode partner(String id, CaseNode difference) {
        ObjectNode partner = partner(id);
        if (difference.isMapping()) {
            merge(partner, (ObjectNode) difference.json());
        } else if (!difference.isNull()) {
            difference.refuse("partner '" + id + "' is not a mapping");
        }
        return partner;
    }

    private static void merge(ObjectNode base, ObjectNode difference) {
        difference.properties().forEach(member -> {
            if (base.path(member.getKey()) instanceof ObjectNode below
                    && member.getValue() instanceof ObjectNode over) {
                merge(below, over);
            } else {
                base.set(member.getKey(), member.getValue());
            }
        });
    }

    private static ObjectNode partner(String id) {
        ObjectNode partner = JsonNodeFactory.instance.objectNode();
        partner.put("user-id-prefix", "XCHATBOT." + id.toUpperCase(Locale.ROOT) + ".WEBCHAT");
        partner.putArray("gateway-keys").addObject().put("id", "gw-test").put("sha256", sha256(gatewayKey(id)));
        partner.putArray("partner-keys").addObject().put("id", "xp-test").put("sha256", sha256(partnerKey(id)));
        partner.putArray("allowed-ips").add("127.0.0.0/8").add("::1/128");
        partner.putObject("direct-line")
                .put("base-uri", RouteCase.DIRECT_LINE.toString())
                .put("secret", "test-direct-line-secret-" + id);
        return partner;
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
