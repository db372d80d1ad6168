package xbot.tools.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import xbot.text.Spelling;

/** A value of a case file, with its name and its line; what is wrong with it becomes a finding. */
final class CaseNode {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final String name;
    private final Node node;
    private final Collection<Finding> findings;

    CaseNode(String file, String name, Node node, Collection<Finding> findings) {
        this.file = file;
        this.name = name;
        this.node = node;
        this.findings = findings;
    }

    String name() {
        return name;
    }

    int line() {
        return line(node);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    void refuse(String what) {
        refuse(node, what);
    }

    private void refuse(Node at, String what) {
        findings.add(new Finding(file, line(at), what));
    }

    /** Of a mapping that knows these members. */
    Map<String, CaseNode> members(List<String> known) {
        Map<String, CaseNode> members = members();
        members.values().stream()
                .filter(member -> !known.contains(member.name))
                .forEach(member -> member.refuse("unknown member '" + member.name + "' of " + name
                        + suggestion(member.name, known)
                        + "; it knows " + String.join(", ", known)));
        return members;
    }

    static String suggestion(String word, Collection<String> known) {
        return Spelling.closest(word, known)
                .map(meant -> ", did you mean '" + meant + "'?")
                .orElse("");
    }

    /** Of a mapping whose members may have any name. */
    Map<String, CaseNode> members() {
        Map<String, CaseNode> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            refuse(name + " is not a mapping");
            return members;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String member = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            CaseNode value = new CaseNode(file, member, tuple.getValueNode(), findings);
            if (member.isEmpty() && !name.equals("json") || members.put(member, value) != null) {
                refuse(tuple.getKeyNode(), "a member of " + name + " has no name or is given twice: '" + member + "'");
            }
        }
        return members;
    }

    List<CaseNode> items() {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream()
                    .map(item -> new CaseNode(file, name, item, findings))
                    .toList();
        }
        refuse(name + " is not a list");
        return List.of();
    }

    String text() {
        return read(Function.identity(), "text");
    }

    /** @param kind what the reader takes, for the finding where it throws */
    <T> T read(Function<String, T> reader, String kind) {
        try {
            if (node instanceof ScalarNode scalar && !isNull()) {
                return reader.apply(scalar.getValue());
            }
        } catch (RuntimeException e) {
            // said below
        }
        refuse(name + " is not " + kind);
        return null;
    }

    JsonNode json() {
        if (node instanceof MappingNode) {
            ObjectNode object = JSON.objectNode();
            members().forEach((member, value) -> object.set(member, value.json()));
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = JSON.arrayNode();
            items().forEach(item -> array.add(item.json()));
            return array;
        }
        return scalar(((ScalarNode) node).getValue());
    }

    private JsonNode scalar(String text) {
        Tag tag = node.getTag();
        if (isNull()) {
            return JSON.nullNode();
        }
        if (Tag.BOOL.equals(tag) && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(text.equals("true"));
        }
        return Optional.of(text)
                .filter(number -> Tag.INT.equals(tag) || Tag.FLOAT.equals(tag))
                .flatMap(CaseNode::number)
                .orElseGet(() -> JSON.textNode(text));
    }

    private static Optional<JsonNode> number(String text) {
        try {
            JsonNode number = text.matches("-?[0-9]+")
                    ? JSON.numberNode(new BigInteger(text))
                    : JSON.numberNode(new BigDecimal(text));
            return Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
