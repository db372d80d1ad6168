package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        CamelJar camel = new CamelJar();
        List<Element> files = read(contents, findings);
        rules(camel, surroundings).forEach(rule -> rule.judge(files, findings));
        boolean isComplete = files.size()
                == contents.keySet().stream().filter(RouteFiles::isRoutes).count();
        Optional<RouteModel> loaded = isComplete ? load(contents, surroundings, findings) : Optional.empty();
        loaded.ifPresent(model -> {
            LinkRules.judge(model, contents).forEach(findings::add);
            new EndpointCheck(camel, surroundings, findings).judge(model);
        });
        return findings.sorted();
    }

    /** As Camel understands the files; nothing is started, and nothing that a file names is made. */
    static Optional<RouteModel> load(SortedMap<String, byte[]> contents, Surroundings surroundings, Findings findings) {
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
            boolean isEmpty = contents.keySet().stream().noneMatch(RouteFiles::isRoutes);
            return isEmpty ? Optional.empty() : Optional.of(RouteModel.load(camel, RouteYaml.withoutBeans(contents)));
        } catch (RouteModel.InvalidFile e) {
            if (findings.sorted().stream().noneMatch(Finding::isError)) {
                findings.add(e.finding());
            }
            return Optional.empty();
        }
    }

    /** Reads and compiles what the first check would otherwise wait for. */
    static void warmUp() {
        CamelSchemaCheck.warmUp();
        new CamelJar().validate("simple", "${body}", false);
    }

    private static Stream<Rule> rules(CamelJar camel, Surroundings surroundings) {
        return Stream.of(
                new CamelSchemaCheck(),
                new ExpressionCheck(camel),
                new BeanCheck(camel, surroundings),
                new PropertyCheck(surroundings.properties()),
                new RouteStyle(),
                new StepStyle(),
                new TextStyle(camel));
    }

    private static List<Element> read(SortedMap<String, byte[]> contents, Findings findings) {
        List<Element> files = new ArrayList<>();
        contents.forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                FileStyle.judge(file, bytes, findings);
                RouteYaml.read(file, bytes, findings::add).ifPresent(root -> files.add(Element.root(file, root)));
            }
        });
        return files;
    }
}
