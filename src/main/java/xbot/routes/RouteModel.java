package xbot.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The routes of a set as Camel understands them, and the file of each. */
public final class RouteModel {

    /** A file that Camel cannot read. */
    public static final class InvalidFile extends Exception {

        private final String file;

        InvalidFile(String file, Exception cause) {
            super(cause);
            this.file = file;
        }

        /** With the line where Camel knows it. */
        public Finding finding() {
            int line = 0;
            Throwable root = this;
            for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
                root = cause;
                if (cause instanceof MarkedYamlEngineException yaml) {
                    line = yaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(line);
                }
            }
            return Finding.error(file, line, InvalidRouteSet.plain(root));
        }
    }

    private interface Step {
        void run(RoutesBuilder builder) throws Exception;
    }

    private final ModelCamelContext camel;
    private final Map<String, RoutesBuilder> builders = new LinkedHashMap<>();
    private final Map<String, Node> roots = new HashMap<>();
    private final List<RouteDefinition> written = new ArrayList<>();

    private RouteModel(ModelCamelContext camel) {
        this.camel = camel;
    }

    /** Adds all routes to a context that is not started, in the order in which one may need another. */
    public static RouteModel load(ModelCamelContext camel, Map<String, byte[]> contents) throws InvalidFile {
        RouteModel model = new RouteModel(camel);
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            if (RouteFiles.isRoutes(file.getKey())) {
                model.parse(file.getKey(), file.getValue());
            }
        }
        model.each(builder -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                camel.addRoutesConfigurations(configurations);
            }
        });
        model.each(camel::addRoutes);
        model.each(camel::addTemplatedRoutes);
        model.builders
                .values()
                .forEach(builder -> model.written.addAll(
                        ((RouteBuilder) builder).getRouteCollection().getRoutes()));
        return model;
    }

    private void parse(String file, byte[] bytes) throws InvalidFile {
        RouteYaml.read(file, bytes, finding -> {}).ifPresent(root -> roots.put(file, root));
        try {
            PluginHelper.getRoutesLoader(camel)
                    .findRoutesBuilders(List.of(ResourceHelper.fromBytes("file:" + file, bytes)))
                    .forEach(builder -> builders.put(file, builder));
        } catch (Exception e) {
            throw new InvalidFile(file, e);
        }
    }

    private void each(Step step) throws InvalidFile {
        for (Map.Entry<String, RoutesBuilder> file : builders.entrySet()) {
            try {
                step.run(file.getValue());
            } catch (Exception e) {
                throw new InvalidFile(file.getKey(), e);
            }
        }
    }

    ModelCamelContext camel() {
        return camel;
    }

    /** As they stand in the files, also those that Camel leaves out: by an id that is taken or by a precondition. */
    List<RouteDefinition> written() {
        return written;
    }

    /** Those that Camel runs: without what it leaves out, with those made from templates and by beans. */
    public List<RouteDefinition> running() {
        return camel.getRouteDefinitions().stream().filter(this::isIncluded).toList();
    }

    /** Camel itself asks when it starts. */
    private boolean isIncluded(RouteDefinition route) {
        String condition = RouteCall.resolve(route, route.getPrecondition(), this);
        return route.getPrecondition() == null
                || condition != null
                        && camel.resolveLanguage("simple")
                                .createPredicate(condition)
                                .matches(new DefaultExchange(camel));
    }

    /** Where the routes that run start from, and which endpoints they use. */
    public Stream<RouteCall> calls() {
        return running().stream()
                .flatMap(route -> Stream.concat(Stream.of(RouteCall.startOf(route, this)), RouteCall.in(route, this)));
    }

    public static String file(LineNumberAware at) {
        return at.getLocation() == null ? "" : at.getLocation().replaceFirst("^file:", "");
    }

    /** The line of an option of a route or step, or that of the route or step where it has no such option. */
    public int line(LineNumberAware at, String option) {
        Node root = roots.get(file(at));
        return root == null ? Math.max(0, at.getLineNumber()) : RouteYaml.line(root, at.getLineNumber(), option);
    }
}
