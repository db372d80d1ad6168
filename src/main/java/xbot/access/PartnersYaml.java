package xbot.access;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The tree of a partners file, or what keeps it from being one. The parser's own messages quote the file, so a fault
 * has nothing of them but line and column.
 */
record PartnersYaml(Node root, String fault) {

    private static final int MAX_LEVELS = 20;
    private static final int MAX_ALIASES = 50;

    static PartnersYaml parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Node root = new Yaml(new SafeConstructor(limits())).compose(new StringReader(text));
            return root == null ? faulty("is empty") : new PartnersYaml(root, null);
        } catch (CharacterCodingException e) {
            return faulty("is not UTF-8");
        } catch (MarkedYAMLException e) {
            return faulty("is not YAML" + where(e.getProblemMark()));
        } catch (YAMLException e) {
            return faulty("is not YAML: it has a control character, more than " + MAX_LEVELS + " levels or more than "
                    + MAX_ALIASES + " aliases");
        }
    }

    /** The secret files that it names, whatever else is wrong with it. */
    List<String> secretFiles() {
        return member(root, "partners")
                .flatMap(PartnersYaml::values)
                .flatMap(partner -> member(partner, "direct-line"))
                .flatMap(directLine -> member(directLine, "secret-file"))
                .filter(ScalarNode.class::isInstance)
                .map(file -> ((ScalarNode) file).getValue())
                .distinct()
                .toList();
    }

    private static String where(Mark mark) {
        return mark == null ? "" : ": line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static Stream<Node> member(Node node, String name) {
        return tuples(node)
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name))
                .map(NodeTuple::getValueNode);
    }

    private static Stream<Node> values(Node node) {
        return tuples(node).map(NodeTuple::getValueNode);
    }

    private static Stream<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.empty();
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE);
        limits.setNestingDepthLimit(MAX_LEVELS);
        limits.setMaxAliasesForCollections(MAX_ALIASES);
        return limits;
    }

    private static PartnersYaml faulty(String fault) {
        return new PartnersYaml(null, fault);
    }
}
