package xbot.tools.check;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
final class RouteYaml {

    private final String file;
    private final Findings findings;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private RouteYaml(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The tree, or nothing and a finding. */
    static Optional<Node> read(String file, byte[] bytes, Findings findings) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                findings.error(file, 1, "there is nothing in it");
            }
            root.ifPresent(new RouteYaml(file, findings)::findDuplicates);
            return root;
        } catch (CharacterCodingException e) {
            findings.error(file, 1, "is not UTF-8 text");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            findings.error(file, line, "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            findings.error(file, 1, "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private void findDuplicates(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::findDuplicates);
        } else if (node instanceof MappingNode mapping) {
            Map<String, Integer> lines = new HashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    Integer first = lines.putIfAbsent(key.getValue(), line(key));
                    if (first != null) {
                        findings.error(
                                file, line(key), "'" + key.getValue() + "' is here twice, first in line " + first);
                    }
                }
                findDuplicates(tuple.getValueNode());
            }
        }
    }
}
