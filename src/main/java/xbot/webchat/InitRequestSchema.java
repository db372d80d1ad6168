package xbot.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import xbot.contract.InvalidRequest;
import xbot.contract.InvalidRequest.Finding;
import xbot.text.SchemaCompiler;
import xbot.text.SchemaMessage;
import xbot.text.SchemaPattern;

/**
 * The limits of an init request: a JSON Schema of draft 2020-12 that lies beside the routes. It is compiled once and
 * safe for use by many threads.
 *
 * <p>A member that it describes under {@code /properties/userInfo/properties} counts as absent where it is null or "",
 * and an object where it is an empty list, so that the schema itself allows for none of them.
 */
public final class InitRequestSchema {

    private static final int MAX_FINDINGS = 50;

    private final JsonSchema schema;
    private final JsonNode members;
    private final JsonNode userMembers;
    private final FindingWriter findings;

    private InitRequestSchema(JsonNode document) {
        this.schema = SchemaCompiler.compile(document);
        this.members = document.path("properties");
        this.userMembers = document.at("/properties/userInfo/properties");
        this.findings = new FindingWriter(document);
    }

    /** @throws IllegalArgumentException if that is not a schema of draft 2020-12, or not one for init requests */
    public static InitRequestSchema parse(byte[] json) {
        InitRequestSchema schema = new InitRequestSchema(SchemaCompiler.read(json));
        if (!schema.userMembers.has("id")) {
            throw new IllegalArgumentException("the schema must describe /properties/userInfo/properties/id");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        schema.mustRefuse(body, "a body without userInfo");
        schema.mustRefuse(body.put("userInfo", "text"), "a userInfo that is not an object");
        schema.mustRefuse(body.set("userInfo", body.objectNode()), "a userInfo without id");
        schema.mustRefuse(body.set("userInfo", body.objectNode().put("id", 1)), "an id that is not a string");
        return schema;
    }

    /** All that is wrong with a body, up to fifty findings, none of which holds a word of it. */
    public List<Finding> check(JsonNode body) {
        return findings(withoutAbsentMembers(body));
    }

    InitRequest read(ObjectNode body) throws InvalidRequest {
        JsonNode present = withoutAbsentMembers(body);
        List<Finding> findings = findings(present);
        if (!findings.isEmpty()) {
            throw new InvalidRequest("the body is not what the schema asks for", findings);
        }
        return InitRequest.of(present);
    }

    private List<Finding> findings(JsonNode body) {
        Set<Finding> found = new LinkedHashSet<>();
        try {
            Iterator<ValidationMessage> violations = schema.validate(body).iterator();
            while (violations.hasNext() && found.size() < MAX_FINDINGS) {
                found.add(findings.write(violations.next()));
            }
        } catch (SchemaPattern.TooCostly | StackOverflowError e) {
            found.add(new Finding("", "is too costly to check"));
        }
        if (hasHashMember(body, members)) {
            found.add(new Finding("", SchemaMessage.UNKNOWN_MEMBER));
        }
        if (hasHashMember(body.path("userInfo"), userMembers)) {
            found.add(new Finding("/userInfo", SchemaMessage.UNKNOWN_MEMBER));
        }
        return found.stream().limit(MAX_FINDINGS).toList();
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
        given.properties().forEach(member -> {
            if (!isAbsent(member.getValue(), userMembers.path(member.getKey()))) {
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
