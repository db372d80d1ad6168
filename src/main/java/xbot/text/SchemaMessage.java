package xbot.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says what a violation of a schema is, in words of the schema alone. */
public final class SchemaMessage {

    public static final String UNKNOWN_MEMBER = "has a member that is not known";

    private SchemaMessage() {}

    /** The schema's own {@code errorMessage}, for the keyword or for all, or one of the sentences here. */
    public static String of(JsonNode schema, ValidationMessage violation) {
        String keyword = violation.getType();
        JsonNode own = parent(schema, violation).path(SchemaCompiler.ERROR_MESSAGE);
        JsonNode message = own.isTextual() ? own : own.path(keyword);
        return message.isTextual() ? message.textValue() : sentence(keyword, violation.getSchemaNode());
    }

    /** The object of the schema that holds the keyword that is broken. */
    static JsonNode parent(JsonNode schema, ValidationMessage violation) {
        JsonNodePath path = violation.getSchemaLocation().getFragment().getParent();
        JsonNode node = schema;
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getElement(i).toString();
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node;
    }

    private static String sentence(String keyword, JsonNode limit) {
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
            case "enum" ->
                "must be one of "
                        + StreamSupport.stream(limit.spliterator(), false)
                                .map(SchemaMessage::value)
                                .collect(Collectors.joining(", "));
            case "const" -> "must be " + value(limit);
            default -> "is not what the schema asks for";
        };
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
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
}
