package xbot.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.HashSet;
import java.util.Set;
import xbot.contract.InvalidRequest.Finding;
import xbot.text.SchemaMessage;

/**
 * Says what a violation of the schema is, in words of the schema alone: the pointer ends before the first name that the
 * schema does not know, and the message is the schema's own {@code errorMessage} or one of the sentences here.
 */
final class FindingWriter {

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
        return new Finding(pointer.toString(), SchemaMessage.of(schema, violation));
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

    private void collectNames(JsonNode node) {
        node.path("properties").fieldNames().forEachRemaining(knownNames::add);
        node.forEach(this::collectNames);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
