package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a route set before it is loaded, all of it at once. Starts nothing, opens nothing, changes
 * nothing, and is safe for use by many threads.
 */
public final class RouteSetCheck {

    private static final String ROUTES = ".camel.yaml";

    private RouteSetCheck() {}

    /**
     * @param contents of the files of the set, by name: {@code *.camel.yaml}, {@code *.schema.json}, {@code openapi.yaml}
     * @return errors and warnings by file and line
     */
    public static List<Finding> check(SortedMap<String, byte[]> contents, Surroundings surroundings) {
        Findings findings = new Findings();
        RouteTree tree = read(contents, findings);
        if (contents.keySet().stream().noneMatch(RouteSetCheck::isRoutes)) {
            findings.error("", 0, "there is no *.camel.yaml file");
        } else {
            rules(contents, surroundings).forEach(rule -> rule.judge(tree, findings));
        }
        String factory = surroundings.properties().apply("camel.main.exchange-factory");
        if ("pooled".equalsIgnoreCase(factory)) {
            findings.error(
                    "", 0, "camel.main.exchange-factory=pooled mixes up the requests of different callers: remove it");
        }
        return findings.sorted();
    }

    /** Reads and compiles what the first check would otherwise wait for. */
    static void warmUp() {
        CamelSchema.get();
        new CamelJar().validate("simple", "${body}", false);
    }

    static boolean isRoutes(String file) {
        return file.endsWith(ROUTES);
    }

    private static Stream<Rule> rules(SortedMap<String, byte[]> contents, Surroundings surroundings) {
        CamelJar camel = new CamelJar();
        return Stream.of(
                new EndpointCheck(camel, surroundings),
                new ExpressionCheck(camel),
                new BeanCheck(camel, surroundings),
                new PropertyCheck(surroundings.properties()),
                new LinkCheck(surroundings),
                new IdCheck(),
                new SchemaFileCheck(contents.keySet()),
                new RouteStyle(),
                new StepStyle(),
                new TextStyle(camel));
    }

    static RouteTree read(SortedMap<String, byte[]> contents, Findings findings) {
        List<Element> files = new ArrayList<>();
        contents.forEach((file, bytes) -> {
            if (isRoutes(file)) {
                FileStyle.judge(file, bytes, findings);
                RouteYaml.read(file, bytes, findings)
                        .ifPresent(root -> files.add(new SchemaWalk(file, findings).walk(root)));
            } else if (SchemaFileCheck.isSchema(file)) {
                SchemaFileCheck.read(file, bytes, findings);
            } else if (DocumentFileCheck.isDocument(file)) {
                DocumentFileCheck.judge(file, bytes, contents.keySet(), findings);
            }
        });
        long routeFiles =
                contents.keySet().stream().filter(RouteSetCheck::isRoutes).count();
        return new RouteTree(files, files.size() == routeFiles);
    }
}
