package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import xbot.routes.FileRules;
import xbot.routes.Finding;
import xbot.routes.LinkRules;
import xbot.routes.RouteFiles;
import xbot.routes.RouteModel;
import xbot.routes.RouteYaml;

/**
 * Finds what is wrong with a route set before it is loaded, all of it at once. Starts nothing, opens nothing, changes
 * nothing, and is safe for use by many threads.
 */
public final class RouteSetCheck {

    private RouteSetCheck() {}

    /**
     * @param contents of the files of the set, by name: {@code *.camel.yaml}, {@code *.schema.json}, {@code openapi.yaml}
     * @return errors and warnings by file and line
     */
    public static List<Finding> check(SortedMap<String, byte[]> contents, Surroundings surroundings) {
        Findings findings = new Findings();
        FileRules.judge(contents, findings::add);
        RouteTree tree = read(contents, findings);
        rules(surroundings).forEach(rule -> rule.judge(tree, findings));
        if (tree.complete() && !tree.files().isEmpty()) {
            checkLinks(contents, surroundings, findings);
        }
        return findings.sorted();
    }

    private static void checkLinks(SortedMap<String, byte[]> contents, Surroundings surroundings, Findings findings) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "xbot";
            }

            @Override
            public String getProperty(String name) {
                return surroundings.properties().apply(name);
            }
        });
        try {
            RouteModel model = RouteModel.load(camel, RouteYaml.withoutBeans(contents));
            LinkRules.judge(model, contents.keySet()).forEach(findings::add);
        } catch (RouteModel.InvalidFile e) {
            if (findings.sorted().stream().noneMatch(Finding::isError)) {
                findings.add(e.finding());
            }
        }
    }

    /** Reads and compiles what the first check would otherwise wait for. */
    static void warmUp() {
        CamelSchema.get();
        new CamelJar().validate("simple", "${body}", false);
    }

    private static Stream<Rule> rules(Surroundings surroundings) {
        CamelJar camel = new CamelJar();
        return Stream.of(
                new EndpointCheck(camel, surroundings),
                new ExpressionCheck(camel),
                new BeanCheck(camel, surroundings),
                new PropertyCheck(surroundings.properties()),
                new IdCheck(),
                new RouteStyle(),
                new StepStyle(),
                new TextStyle(camel));
    }

    static RouteTree read(SortedMap<String, byte[]> contents, Findings findings) {
        List<Element> files = new ArrayList<>();
        contents.forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                FileStyle.judge(file, bytes, findings);
                RouteYaml.read(file, bytes, findings::add)
                        .ifPresent(root -> files.add(new SchemaWalk(file, findings).walk(root)));
            }
        });
        long routeFiles =
                contents.keySet().stream().filter(RouteFiles::isRoutes).count();
        return new RouteTree(files, files.size() == routeFiles);
    }
}
