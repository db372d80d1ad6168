package xbot.tools.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xbot.routes.FileRules;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;

/** Finds what is wrong with a route set: by the schema of Camel's YAML, by the house rules, and as a pod finds it. */
final class RouteSetCheck {

    private RouteSetCheck() {}

    /**
     * @param pod what would keep a pod from serving the set
     * @return errors and warnings by file and line
     */
    static List<Finding> check(RouteFiles set, Function<RouteFiles, Collection<Finding>> pod) {
        Set<Finding> findings = new TreeSet<>();
        FileRules.judge(set.contents(), findings::add);
        boolean isReadable = findings.isEmpty();
        List<Element> files = read(set, findings);
        Stream.of(new CamelSchemaCheck(), new SimpleWords(), new RouteStyle(), new StepStyle(), new TextStyle())
                .forEach(rule -> rule.judge(files, findings::add));
        if (isReadable) {
            // what is no route by the schema has its reason already
            Set<String> faulty = findings.stream()
                    .filter(Finding::isError)
                    .map(Finding::file)
                    .collect(Collectors.toSet());
            pod.apply(set).stream()
                    .filter(finding -> faulty.isEmpty()
                            || !faulty.contains(finding.file())
                                    && !finding.file().startsWith("xbot."))
                    .forEach(findings::add);
        }
        return List.copyOf(findings);
    }

    private static List<Element> read(RouteFiles set, Collection<Finding> findings) {
        List<Element> files = new ArrayList<>();
        set.contents().forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                FileStyle.judge(file, bytes, findings::add);
                FileRules.read(file, bytes, finding -> {})
                        .ifPresent(root -> files.add(Element.of(file, "", root, null)));
            }
        });
        return files;
    }
}
