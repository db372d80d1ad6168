package xbot.tools.cases;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a case file; all that is wrong with it becomes findings. */
final class CaseFileReader {

    static final String SUFFIX = ".test.yaml";

    private static final int MAX_LEVELS = 30;

    private final String file;
    private final Collection<Finding> findings;

    private CaseFileReader(String file, Collection<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** Empty, or of no use, where there are findings. */
    static Optional<CaseFile> read(Path path, Collection<Finding> findings) {
        return new CaseFileReader(path.toString(), findings).read(path);
    }

    private Optional<CaseFile> read(Path path) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setNestingDepthLimit(MAX_LEVELS);
            String text = Files.readString(path, StandardCharsets.UTF_8);
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
            Optional<Node> endless = root == null ? Optional.empty() : endless(root, Set.of());
            if (endless.isPresent()) {
                find(endless.get().getStartMark().getLine() + 1, "an alias stands in the value that it repeats");
                return Optional.empty();
            }
            if (root instanceof MappingNode) {
                return Optional.of(file(path, new CaseNode(file, "the file", root, findings)));
            }
            find(1, root == null ? "it is empty" : "it is not a mapping with the member cases");
        } catch (MarkedYAMLException e) {
            find(e.getProblemMark().getLine() + 1, "it is not YAML: " + e.getProblem());
        } catch (IOException | YAMLException e) {
            find(1, "it cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<Node> endless(Node node, Set<Node> above) {
        if (above.contains(node)) {
            return Optional.of(node);
        }
        Set<Node> path = new HashSet<>(above);
        path.add(node);
        Stream<Node> below = Stream.empty();
        if (node instanceof MappingNode mapping) {
            below = mapping.getValue().stream().map(NodeTuple::getValueNode);
        } else if (node instanceof SequenceNode list) {
            below = list.getValue().stream();
        }
        return below.map(value -> endless(value, path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void find(int line, String what) {
        findings.add(new Finding(file, line, what));
    }

    private CaseFile file(Path path, CaseNode root) {
        Map<String, CaseNode> members = root.members(List.of("route", "partners", "cases"));
        CaseNode route = members.get("route");
        CaseNode partners = members.get("partners");
        String fileName = path.getFileName().toString();
        CaseFile read = new CaseFile(
                file,
                route == null ? fileName.substring(0, fileName.length() - SUFFIX.length()) : route.text(),
                route == null ? 1 : route.line(),
                CasePartners.file(partners),
                partners == null ? 1 : partners.line());
        List<String> ids = CasePartners.ids(partners);
        if (!members.containsKey("cases")) {
            root.refuse("cases are missing");
            return read;
        }
        List<CaseNode> items = members.get("cases").items();
        if (items.isEmpty()) {
            members.get("cases").refuse("there is no case");
        }
        Set<String> names = new HashSet<>();
        for (CaseNode item : items) {
            RouteCase routeCase = new CaseReader(read, ids).read(item);
            read.cases().add(routeCase);
            if (routeCase.name() != null && !names.add(routeCase.name())) {
                item.refuse("another case has the name '" + routeCase.name() + "'");
            }
        }
        return read;
    }

    /** All case files of a directory, by name. */
    static List<Path> in(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            entries.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}
