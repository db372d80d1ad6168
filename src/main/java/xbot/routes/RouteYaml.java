package xbot.routes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a route file with the parser that Camel uses, and finds what that alone can find. */
public final class RouteYaml {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_NODES = 20_000;

    private final String file;
    private final Consumer<Finding> findings;
    private int nodes;

    private RouteYaml(String file, Consumer<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The tree, or nothing and a finding. */
    public static Optional<Node> read(String file, byte[] bytes, Consumer<Finding> findings) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                findings.accept(Finding.error(file, 1, "there is nothing in it"));
            }
            RouteYaml yaml = new RouteYaml(file, findings);
            root.ifPresent(node -> yaml.walk(node, 0));
            return yaml.nodes > MAX_NODES ? Optional.empty() : root;
        } catch (CharacterCodingException e) {
            findings.accept(Finding.error(file, 1, "is not UTF-8 text"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            findings.accept(Finding.error(file, line, "is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            findings.accept(Finding.error(file, 1, "is not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    public static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** The line of an option of what begins in a line, or that line where it has no such option. */
    static int line(Node root, int line, String option) {
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node instanceof SequenceNode sequence && seen.add(node)) {
                sequence.getValue().forEach(open::push);
            } else if (node instanceof MappingNode mapping && seen.add(node)) {
                // Camel knows a step by the line of its name, a route's start by that of its first option
                int own = line(node) == line ? keyLine(node, option) : 0;
                if (own > 0) {
                    return own;
                }
                for (NodeTuple tuple : mapping.getValue()) {
                    open.push(tuple.getValueNode());
                    int found = line(tuple.getKeyNode()) == line ? keyLine(tuple.getValueNode(), option) : 0;
                    if (found > 0) {
                        return found;
                    }
                }
            }
        }
        return line;
    }

    /** Of an option, or of one of the endpoint's parameters. */
    private static int keyLine(Node node, String key) {
        int found = 0;
        for (NodeTuple tuple : node instanceof MappingNode mapping ? mapping.getValue() : List.<NodeTuple>of()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.equals(key)) {
                return line(tuple.getKeyNode());
            }
            found = name.equals("parameters") ? keyLine(tuple.getValueNode(), key) : found;
        }
        return found;
    }

    /**
     * The contents with the entries {@code beans} blanked, as Camel makes the beans when it reads the file. The lines
     * keep their numbers.
     */
    public static SortedMap<String, byte[]> withoutBeans(SortedMap<String, byte[]> contents) {
        SortedMap<String, byte[]> without = new TreeMap<>();
        contents.forEach((file, bytes) -> without.put(
                file,
                RouteFiles.isRoutes(file)
                        ? read(file, bytes, finding -> {})
                                .map(root -> blank(root, bytes))
                                .orElse(bytes)
                        : bytes));
        return without;
    }

    private static byte[] blank(Node root, byte[] bytes) {
        List<String> lines = new ArrayList<>(
                new String(bytes, StandardCharsets.UTF_8).lines().toList());
        List<Node> entries = root instanceof SequenceNode sequence ? sequence.getValue() : List.of();
        for (Node entry : entries) {
            if (keyLine(entry, "beans") > 0) {
                int last = entry.getEndMark().map(Mark::getLine).orElse(0);
                for (int line = line(entry) - 1; line < Math.min(lines.size(), Math.max(line(entry), last)); line++) {
                    lines.set(line, "");
                }
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** Through each alias again, as Camel does. */
    private void walk(Node node, int depth) {
        nodes++;
        if (nodes > MAX_NODES || depth > MAX_DEPTH) {
            if (nodes <= MAX_NODES + 1) {
                findings.accept(Finding.error(
                        file, line(node), "this is too deep or too large, is there an anchor that holds itself?"));
            }
            nodes = MAX_NODES + 1;
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> walk(item, depth + 1));
        } else if (node instanceof MappingNode mapping) {
            findDuplicates(mapping);
            mapping.getValue().forEach(tuple -> walk(tuple.getValueNode(), depth + 1));
        }
    }

    private void findDuplicates(MappingNode mapping) {
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Integer first = lines.putIfAbsent(key.getValue(), line(key));
                if (first != null) {
                    findings.accept(Finding.error(
                            file, line(key), "'" + key.getValue() + "' is here twice, first in line " + first));
                }
            }
        }
    }
}
