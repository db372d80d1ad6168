package xbot.tools.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import xbot.text.Sha256;
import xbot.text.YamlValue;

/**
 * The partners of a case file: for each id a partner that needs no more said, with keys that are known, and on top of it
 * what the file says.
 */
final class CasePartners {

    /** Where Direct Line is in a case: nowhere. */
    private static final String DIRECT_LINE = "https://directline.invalid";

    private static final String DEFAULT_ID = "a4b";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CasePartners() {}

    static String gatewayKey(String id) {
        return "test-gateway-key-" + id;
    }

    static String partnerKey(String id) {
        return "test-partner-key-" + id;
    }

    static List<String> ids(YamlValue partners) {
        return partners == null
                ? List.of(DEFAULT_ID)
                : List.copyOf(partners.members().keySet());
    }

    /** The text of a partners file; JSON is YAML. */
    static String file(YamlValue partners) {
        ObjectNode all = JSON.createObjectNode();
        for (String id : ids(partners)) {
            ObjectNode partner = complete(id);
            merge(
                    partner,
                    partners == null ? NullNode.instance : partners.get(id).json());
            all.set(id, partner);
        }
        return JSON.createObjectNode().set("partners", all).toString();
    }

    private static void merge(ObjectNode base, JsonNode difference) {
        difference.properties().forEach(member -> {
            if (base.path(member.getKey()) instanceof ObjectNode below
                    && member.getValue().isObject()) {
                merge(below, member.getValue());
            } else {
                base.set(member.getKey(), member.getValue());
            }
        });
    }

    private static ObjectNode complete(String id) {
        try {
            return (ObjectNode) JSON.readTree("""
                {"user-id-prefix": "XCHATBOT.%s.WEBCHAT",
                 "gateway-keys": [{"id": "gw-test", "sha256": "%s"}],
                 "partner-keys": [{"id": "xp-test", "sha256": "%s"}],
                 "allowed-ips": ["127.0.0.0/8", "::1/128"],
                 "direct-line": {"base-uri": "%s", "secret": "test-direct-line-secret-%s"}}
                """.formatted(
                            id.toUpperCase(Locale.ROOT),
                            Sha256.hex(gatewayKey(id)),
                            Sha256.hex(partnerKey(id)),
                            DIRECT_LINE,
                            id));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
