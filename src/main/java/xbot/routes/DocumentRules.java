package xbot.routes;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The API document of the set: OpenAPI 3.1, as 3.0 knows no JSON Schema, and its references lead to files of the set. */
final class DocumentRules {

    private static final String VERSION = "3.1.";

    private final String file;
    private final Set<String> files;
    private final Consumer<Finding> findings;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private DocumentRules(String file, Set<String> files, Consumer<Finding> findings) {
        this.file = file;
        this.files = files;
        this.findings = findings;
    }

    /** @param files of the set, by name */
    static void judge(String file, byte[] bytes, Set<String> files, Consumer<Finding> findings) {
        RouteYaml.read(file, bytes, findings).ifPresent(root -> {
            if (!isOpenApi(root)) {
                findings.accept(Finding.error(file, 1, "is not an OpenAPI document of version 3.1"));
            }
            new DocumentRules(file, files, findings).walk(root);
        });
    }

    private static boolean isOpenApi(Node root) {
        return root instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(member -> text(member.getKeyNode()).equals("openapi")
                                && text(member.getValueNode()).startsWith(VERSION));
    }

    private void walk(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::walk);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                if (text(member.getKeyNode()).equals("$ref")) {
                    follow(member.getValueNode());
                }
                walk(member.getValueNode());
            }
        }
    }

    private void follow(Node reference) {
        String target = text(reference).replaceFirst("#.*", "").replaceFirst("^\\./", "");
        if (!target.isEmpty() && !files.contains(target)) {
            findings.accept(Finding.error(
                    file, RouteYaml.line(reference), "$ref to '" + target + "', which is no file of the route set"));
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
