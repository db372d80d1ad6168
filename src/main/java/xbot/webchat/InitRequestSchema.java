package xbot.webchat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import xbot.contract.InvalidRequest;
import xbot.contract.InvalidRequest.Finding;
import xbot.steps.BodySchema;
import xbot.text.SchemaMessage;

/**
 * The limits of an init request: those of its {@link BodySchema}, which describes a user by {@code userInfo}.
 *
 * <p>A member that it describes under {@code /properties/userInfo/properties} counts as absent where it is null or "",
 * and an object where it is an empty list, so that the schema itself allows for none of them.
 */
public record InitRequestSchema(BodySchema schema) {

    private static final JsonPointer USER_MEMBERS = JsonPointer.compile("/properties/userInfo/properties");

    /** @throws IllegalArgumentException if that is no schema, or not one for init requests */
    public static InitRequestSchema parse(byte[] json) {
        InitRequestSchema schema = new InitRequestSchema(BodySchema.parse(json));
        schema.judge();
        return schema;
    }

    /** @throws IllegalArgumentException if it is not a schema for init requests */
    public void judge() {
        if (!userMembers().has("id")) {
            throw new IllegalArgumentException("the schema must describe /properties/userInfo/properties/id");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        mustRefuse(body, "a body without userInfo");
        mustRefuse(body.put("userInfo", "text"), "a userInfo that is not an object");
        mustRefuse(body.set("userInfo", body.objectNode()), "a userInfo without id");
        mustRefuse(body.set("userInfo", body.objectNode().put("id", 1)), "an id that is not a string");
    }

    /** All that is wrong with a body, up to fifty findings, none of which holds a word of it. */
    public List<Finding> check(JsonNode body) {
        return findings(withoutAbsentMembers(body));
    }

    /** @return userInfo, without the members that count as absent */
    JsonNode read(ObjectNode body) throws InvalidRequest {
        JsonNode present = withoutAbsentMembers(body);
        BodySchema.refuseIfAny(findings(present));
        return present.path("userInfo");
    }

    private List<Finding> findings(JsonNode body) {
        List<Finding> found = schema.check(body);
        boolean unknown = hasHashMember(body, schema.document().path("properties"));
        boolean unknownOfUser = hasHashMember(body.path("userInfo"), userMembers());
        if (!unknown && !unknownOfUser) {
            return found;
        }
        Set<Finding> all = new LinkedHashSet<>(found);
        if (unknown) {
            all.add(new Finding("", SchemaMessage.UNKNOWN_MEMBER));
        }
        if (unknownOfUser) {
            all.add(new Finding("/userInfo", SchemaMessage.UNKNOWN_MEMBER));
        }
        return List.copyOf(all);
    }

    private JsonNode userMembers() {
        return schema.document().at(USER_MEMBERS);
    }

    // the validator's additionalProperties looks past names that begin with '#'
    private static boolean hasHashMember(JsonNode object, JsonNode known) {
        for (var member : object.properties()) {
            if (member.getKey().startsWith("#") && !known.has(member.getKey())) {
                return true;
            }
        }
        return false;
    }

    private JsonNode withoutAbsentMembers(JsonNode body) {
        if (!(body.get("userInfo") instanceof ObjectNode given)) {
            return body;
        }
        ObjectNode present = given.objectNode();
        JsonNode known = userMembers();
        given.properties().forEach(member -> {
            if (!isAbsent(member.getValue(), known.path(member.getKey()))) {
                present.set(member.getKey(), member.getValue());
            }
        });
        ObjectNode copy = present.objectNode();
        copy.setAll((ObjectNode) body);
        return copy.set("userInfo", present);
    }

    /** An empty list is what PHP makes of an empty map. */
    private static boolean isAbsent(JsonNode value, JsonNode known) {
        return known.isObject()
                && (value.isNull()
                        || value.isTextual() && value.textValue().isEmpty()
                        || value.isArray()
                                && value.isEmpty()
                                && known.path("type").asText().equals("object"));
    }

    private void mustRefuse(JsonNode body, String what) {
        if (findings(body).isEmpty()) {
            throw new IllegalArgumentException("the schema must refuse " + what);
        }
    }
}
