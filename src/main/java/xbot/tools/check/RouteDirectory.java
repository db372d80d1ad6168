package xbot.tools.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies in a directory of routes.
 *
 * @param contents of the files of the set, by name
 * @param findings files that look like routes and are not read, or why there are no contents
 */
record RouteDirectory(SortedMap<String, byte[]> contents, List<Finding> findings) {

    static RouteDirectory read(Path directory) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        Findings findings = new Findings();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : new ArrayList<>(paths.toList())) {
                String name = path.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    findings.warn(name, 0, "is a directory, and directories in this one are not read");
                } else if (isPart(name)) {
                    contents.put(name, Files.readAllBytes(path));
                } else if (looksLikeRoutes(name)) {
                    findings.warn(name, 0, "is not read: the name of a route file ends in .camel.yaml");
                } else if (name.endsWith(".json")) {
                    findings.warn(name, 0, "is not read: the name of a schema ends in .schema.json");
                }
            }
        } catch (IOException e) {
            findings.error("", 0, "the directory cannot be read: " + e);
        }
        return new RouteDirectory(contents, findings.sorted());
    }

    private static boolean isPart(String name) {
        return RouteSetCheck.isRoutes(name) || SchemaFileCheck.isSchema(name) || DocumentFileCheck.isDocument(name);
    }

    private static boolean looksLikeRoutes(String name) {
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".xml");
        return isYaml && !name.startsWith("kustomization.") && !name.endsWith(".test.yaml");
    }

    boolean isReadable() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
