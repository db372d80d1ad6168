package xbot.access;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import xbot.text.Spelling;

/**
 * A mapping of a YAML file that is read member by member. What is wrong is added to the findings with its line, and
 * never quotes the file, where a secret may stand in any place.
 */
final class YamlMapping {

    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.MERGE);

    private final String name;
    private final Node node;
    private final Findings findings;
    private final Map<String, Node> members = new LinkedHashMap<>();

    private YamlMapping(String name, MappingNode node, Findings findings) {
        this.name = name;
        this.node = node;
        this.findings = findings;
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                findings.add(line(key), "a member of " + name + " has no name");
            } else if (members.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
                findings.add(line(key), "a member of " + name + " is given twice");
            }
        }
    }

    /** A mapping with the members of these names, at most. */
    static Optional<YamlMapping> read(String name, Node node, Findings findings, String... known) {
        Optional<YamlMapping> mapping = readOpen(name, node, findings);
        mapping.ifPresent(read -> read.refuseUnknown(Set.of(known)));
        return mapping;
    }

    /** A mapping with members of any name. */
    static Optional<YamlMapping> readOpen(String name, Node node, Findings findings) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlMapping(name, mapping, findings));
        }
        findings.add(line(node), name + " is not a mapping");
        return Optional.empty();
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void refuseUnknown(Set<String> known) {
        ((MappingNode) node)
                .getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(key -> key instanceof ScalarNode scalar && !known.contains(scalar.getValue()))
                        .forEach(key -> findings.add(
                                line(key),
                                "unknown member of " + name
                                        + Spelling.closest(((ScalarNode) key).getValue(), known)
                                                .map(meant -> ", did you mean '" + meant + "'?")
                                                .orElse("")));
    }

    String name() {
        return name;
    }

    int line() {
        return line(node);
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    /** Whether there is no such member, or a list without items. */
    boolean lacks(String member) {
        return !has(member)
                || members.get(member) instanceof SequenceNode list
                        && list.getValue().isEmpty();
    }

    void forEach(BiConsumer<String, Node> reader) {
        members.forEach(reader);
    }

    Optional<Node> required(String member) {
        if (!has(member)) {
            findings.add(line(), member + " of " + name + " is missing");
        }
        return optional(member);
    }

    Optional<Node> optional(String member) {
        Node value = members.get(member);
        if (value != null && Tag.NULL.equals(value.getTag())) {
            refuse(member, "is empty");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    /** @param fault what is wrong where the reader throws an exception, whose own message may quote the file */
    <T> Optional<T> required(String member, Function<String, T> reader, String fault) {
        return required(member).flatMap(value -> scalar(member, value, reader, fault));
    }

    <T> Optional<T> optional(String member, Function<String, T> reader, String fault) {
        return optional(member).flatMap(value -> scalar(member, value, reader, fault));
    }

    /** The items of a list; none where the member is missing or is no list. */
    List<Node> items(String member) {
        Optional<Node> value = optional(member);
        if (value.isPresent() && !(value.get() instanceof SequenceNode)) {
            refuse(member, "is not a list");
        }
        return value.filter(SequenceNode.class::isInstance)
                .map(list -> ((SequenceNode) list).getValue())
                .orElse(List.of());
    }

    /** The items of a list that can be read; of the others the reader's message is the finding. */
    <T> List<T> items(String member, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (Node item : items(member)) {
            try {
                read.add(reader.apply(text(item)));
            } catch (IllegalArgumentException e) {
                findings.add(line(item), member + " of " + name + ": " + e.getMessage());
            }
        }
        return read;
    }

    void refuse(String member, String fault) {
        findings.add(line(members.getOrDefault(member, node)), member + " of " + name + " " + fault);
    }

    private <T> Optional<T> scalar(String member, Node value, Function<String, T> reader, String fault) {
        try {
            return Optional.of(reader.apply(text(value)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            refuse(member, fault);
            return Optional.empty();
        }
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar && PLAIN.contains(scalar.getTag())) {
            return scalar.getValue();
        }
        throw new IllegalArgumentException("an entry is not plain text");
    }
}
