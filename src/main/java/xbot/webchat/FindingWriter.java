package xbot.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import xbot.contract.InvalidRequest.Finding;

/**
 * Says what a violation of the schema is, in words of the schema alone: the pointer ends before the first name that the
 * schema does not know, and the message is the schema's own {@code errorMessage} or one of the sentences here.
 */
final class FindingWriter {

    static final String UNKNOWN_MEMBER = "has a member that is not known";

    private final JsonNode schema;
    private final Set<String> knownNames = new HashSet<>();

    FindingWriter(JsonNode schema) {
        this.schema = schema;
        collectNames(schema);
    }

    Finding write(ValidationMessage violation) {
        StringBuilder pointer = new StringBuilder();
        boolean known = appendKnown(pointer, violation.getInstanceLocation());
        if (known && violation.getType().equals("required")) {
            pointer.append('/').append(escaped(violation.getProperty()));
        }
        return new Finding(pointer.toString(), message(violation));
    }

    private String message(ValidationMessage violation) {
        String keyword = violation.getType();
        JsonNode own = at(violation.getSchemaLocation().getFragment().getParent())
                .path(SchemaCompiler.ERROR_MESSAGE)
                .path(keyword);
        return own.isTextual() ? own.textValue() : message(keyword, violation.getSchemaNode());
    }

    private static String message(String keyword, JsonNode limit) {
        return switch (keyword) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> UNKNOWN_MEMBER;
            case "type" -> "must be " + types(limit);
            case "minLength" -> "must be at least " + limit.asText() + " characters long";
            case "maxLength" -> "must be at most " + limit.asText() + " characters long";
            case "minItems" -> "must have at least " + limit.asText() + " items";
            case "maxItems" -> "must have at most " + limit.asText() + " items";
            case "minProperties" -> "must have at least " + limit.asText() + " members";
            case "maxProperties" -> "must have at most " + limit.asText() + " members";
            case "minimum" -> "must be at least " + limit.asText();
            case "maximum" -> "must be at most " + limit.asText();
            case "pattern" -> "must match " + limit.asText();
            case "format" -> "must be in the format " + limit.asText();
            case "enum", "const" -> "must be one of the values that the schema lists";
            default -> "is not what the schema asks for";
        };
    }

    private static String types(JsonNode type) {
        Iterable<JsonNode> types = type.isArray() ? type : Set.of(type);
        return StreamSupport.stream(types.spliterator(), false)
                .map(JsonNode::asText)
                .map(name -> switch (name) {
                    case "null" -> name;
                    case "array", "integer", "object" -> "an " + name;
                    default -> "a " + name;
                })
                .collect(Collectors.joining(" or "));
    }

    private boolean appendKnown(StringBuilder pointer, JsonNodePath path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (element instanceof String name && !knownNames.contains(name)) {
                return false;
            }
            pointer.append('/').append(escaped(element.toString()));
        }
        return true;
    }

    private JsonNode at(JsonNodePath path) {
        JsonNode node = schema;
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getElement(i).toString();
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node;
    }

    private void collectNames(JsonNode node) {
        node.path("properties").fieldNames().forEachRemaining(knownNames::add);
        node.forEach(this::collectNames);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
