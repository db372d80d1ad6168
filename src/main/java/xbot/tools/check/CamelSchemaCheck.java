package xbot.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import xbot.routes.Finding;
import xbot.text.Spelling;

/**
 * Camel's own JSON Schema of its YAML, by a plain validator. That answers one wrong word with a message for each
 * alternative that the word is not: of these the innermost count, and are told once.
 */
final class CamelSchemaCheck implements Rule {

    private static final JsonSchema SCHEMA = read();
    private static final Map<String, String> KINDS = Map.of(
            "object", "a map", "array", "a list", "string", "a text", "boolean", "true or false", "number", "a number");

    /** What Camel publishes, and what it takes beyond that: the id of a kamelet. */
    private static JsonSchema read() {
        JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V4);
        JsonNode schema = schemas.getSchema(
                        YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json"))
                .getSchemaNode();
        ((ObjectNode) schema.at("/items/definitions/org.apache.camel.model.KameletDefinition/oneOf/1/properties"))
                .putObject("id")
                .put("type", "string");
        return schemas.getSchema(schema);
    }

    static void warmUp() {
        SCHEMA.validate(JsonNodeFactory.instance.arrayNode());
    }

    @Override
    public void judge(List<Element> files, Consumer<Finding> findings) {
        for (Element file : files) {
            Map<Element, Set<ValidationMessage>> messages = new LinkedHashMap<>();
            for (ValidationMessage message : SCHEMA.validate(file.value().json())) {
                messages.computeIfAbsent(find(file, message.getInstanceLocation()), at -> new LinkedHashSet<>())
                        .add(message);
            }
            Set<Element> outer = messages.keySet().stream()
                    .flatMap(at -> at.ancestors().skip(1))
                    .collect(Collectors.toSet());
            messages.forEach((at, said) -> {
                if (!outer.contains(at)) {
                    judge(at, said, findings);
                }
            });
            file.children().stream()
                    .filter(entry -> file.parent() == null && !entry.isMap())
                    .forEach(entry -> findings.accept(entry.error("must be a map with a known name, not a text")));
            file.all()
                    .filter(item -> item.isMap() && item.children().isEmpty())
                    .filter(item -> file.equals(item.parent()) || item.name().equals("steps"))
                    .forEach(item -> findings.accept(item.error("this list item is empty")));
        }
    }

    private static Element find(Element root, JsonNodePath path) {
        Element at = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            at = path.getElement(i) instanceof Integer index
                    ? at.children().get(index)
                    : at.child(path.getName(i)).orElse(at);
        }
        return at;
    }

    private static Stream<ValidationMessage> of(String keyword, Set<ValidationMessage> messages) {
        return messages.stream().filter(message -> message.getType().equals(keyword));
    }

    private static void judge(Element at, Set<ValidationMessage> messages, Consumer<Finding> findings) {
        if (of("additionalProperties", messages).findAny().isPresent()) {
            unknown(at, messages, findings);
        } else if (of("maxProperties", messages).findAny().isPresent()) {
            Stream<String> names = at.children().stream().map(Element::name);
            findings.accept(
                    at.error("one list item holds " + quoted(names.sorted()) + ": each needs a '-' of its own"));
        } else if (of("enum", messages).findAny().isPresent()) {
            List<String> choices = of("enum", messages)
                    .flatMap(message -> texts(message.getSchemaNode()))
                    .toList();
            if (!at.text().contains("{{")) {
                findings.accept(at.error(says(at) + "must be one of " + quoted(choices.stream()) + ", not '" + at.text()
                        + "'" + Spelling.suggestion(at.text(), choices)));
            }
        } else {
            Set<String> types = of("type", messages)
                    .map(message -> message.getSchemaNode().asText())
                    .collect(Collectors.toCollection(TreeSet::new));
            // that of the other spelling of what is given
            types.remove(at.isMap() ? "string" : "");
            if (types.isEmpty()) {
                missing(at, messages, findings);
            } else {
                wrongType(at, types, findings);
            }
        }
    }

    /** The alternatives know different words: what is unknown to one of them may be known to the next. */
    private static void unknown(Element at, Set<ValidationMessage> messages, Consumer<Finding> findings) {
        Set<String> known = of("additionalProperties", messages)
                .map(message -> message.getSchemaLocation().getFragment().getParent())
                .flatMap(owner -> SCHEMA.getSchemaNode().at(owner.toString()).path("properties").properties().stream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        String kind = at.parent() == null || at.parent().parent() == null
                ? "entry"
                : at.name().equals("steps") ? "step" : "option";
        of("additionalProperties", messages)
                .map(ValidationMessage::getProperty)
                .distinct()
                .forEach(word -> findings.accept(at.child(word).orElse(at).error(Spelling.unknown(kind, word, known))));
    }

    private static void wrongType(Element at, Set<String> types, Consumer<Finding> findings) {
        boolean filledLater = at.text().contains("{{");
        String wanted = types.stream()
                .map(type -> KINDS.getOrDefault(type, type))
                .sorted()
                .collect(Collectors.joining(" or "));
        if (!at.isScalar()) {
            String given = at.isMap() ? "a map" : "a list";
            findings.accept(at.error(says(at) + "must be " + wanted + ", not " + given));
        } else if (at.value().json().isNull()) {
            findings.accept(at.error(says(at) + "is empty, it must be " + wanted));
        } else if (types.contains("string")) {
            findings.accept(at.error(says(at) + "must be a text: write \"" + at.text() + "\" in quotes"));
        } else if (!filledLater || !types.contains("boolean") && !types.contains("number")) {
            boolean quoted = at.text().matches("true|false|-?[0-9.]+");
            findings.accept(at.error(says(at) + "must be " + wanted
                    + (quoted ? ": write " + at.text() + " without quotes" : ", not '" + at.text() + "'")));
        }
    }

    private static void missing(Element at, Set<ValidationMessage> messages, Consumer<Finding> findings) {
        List<String> given = of("oneOf", messages)
                .flatMap(message -> message.getSchemaNode().findValues("required").stream())
                .flatMap(CamelSchemaCheck::texts)
                .filter(name -> at.child(name).isPresent())
                .distinct()
                .toList();
        if (given.size() > 1) {
            findings.accept(at.error(
                    says(at) + "has " + quoted(given.stream().sorted()) + ", but only one of them is possible"));
            return;
        }
        List<String> required = of("required", messages)
                .filter(message -> !message.getEvaluationPath().toString().matches(".*oneOf\\[\\d+][^/]*required"))
                .map(ValidationMessage::getProperty)
                .toList();
        required.forEach(name -> findings.accept(at.error(says(at) + "needs '" + name + "'")));
        List<String> choices = of("required", messages)
                .map(ValidationMessage::getProperty)
                .distinct()
                .toList();
        if (required.isEmpty()) {
            String what = choices.contains("simple")
                    ? "an expression"
                    : "one of " + quoted(choices.stream().sorted());
            findings.accept(at.error(says(at) + "needs " + what));
        }
    }

    private static Stream<String> texts(Iterable<JsonNode> values) {
        return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText);
    }

    private static String says(Element at) {
        return at.name().isEmpty() ? "" : "'" + at.name() + "' ";
    }

    private static String quoted(Stream<String> names) {
        return names.distinct().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
