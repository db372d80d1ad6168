package xbot.routes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.core.NestedExceptionUtils;
import xbot.text.YamlValue;

/** The routes of a set as Camel understands them, and where in the files they stand. */
public final class RouteModel {

    private interface Step {
        void run() throws Exception;
    }

    private final ModelCamelContext camel;
    private final Map<String, YamlValue> roots = new HashMap<>();
    private final List<RouteDefinition> written = new ArrayList<>();

    private RouteModel(ModelCamelContext camel) {
        this.camel = camel;
    }

    /**
     * Adds all routes to a context that is not started, in the order in which one may need another.
     *
     * @throws InvalidRouteSet with the first file that Camel cannot read
     */
    public static RouteModel load(ModelCamelContext camel, Map<String, byte[]> contents) {
        RouteModel model = new RouteModel(camel);
        Map<String, RoutesBuilder> builders = new LinkedHashMap<>();
        contents.keySet().stream()
                .filter(RouteFiles::isRoutes)
                .forEach(file -> attempt(file, () -> {
                    byte[] bytes = contents.get(file);
                    FileRules.read(file, bytes, finding -> {}).ifPresent(root -> model.roots.put(file, root));
                    PluginHelper.getRoutesLoader(camel)
                            .findRoutesBuilders(List.of(ResourceHelper.fromBytes("file:" + file, bytes)))
                            .forEach(builder -> builders.put(file, builder));
                }));
        builders.forEach((file, builder) -> attempt(file, () -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                camel.addRoutesConfigurations(configurations);
            }
        }));
        builders.forEach((file, builder) -> attempt(file, () -> camel.addRoutes(builder)));
        builders.forEach((file, builder) -> attempt(file, () -> camel.addTemplatedRoutes(builder)));
        builders.values()
                .forEach(builder -> model.written.addAll(
                        ((RouteBuilder) builder).getRouteCollection().getRoutes()));
        return model;
    }

    private static void attempt(String file, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            int line = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .filter(MarkedYamlEngineException.class::isInstance)
                    .flatMap(yaml -> ((MarkedYamlEngineException) yaml).getProblemMark().stream())
                    .map(mark -> mark.getLine() + 1)
                    .reduce(0, (outer, inner) -> inner);
            String reason = InvalidRouteSet.reason(NestedExceptionUtils.getMostSpecificCause(e));
            throw new InvalidRouteSet(List.of(Finding.error(file, line, reason.replaceFirst(" in file:.*", ""))));
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
        String condition = resolve(route, route.getPrecondition());
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

    /** With its properties filled in, those of a template's use included; null where there is none or one is missing. */
    String resolve(RouteDefinition route, String text) {
        if (text == null) {
            return null;
        }
        Properties own = new Properties();
        Stream.of(route.getTemplateDefaultParameters(), route.getTemplateParameters())
                .filter(Objects::nonNull)
                .forEach(parameters -> parameters.forEach((name, value) -> own.put(name, String.valueOf(value))));
        PropertiesComponent properties = camel.getPropertiesComponent();
        properties.setLocalProperties(own);
        try {
            return camel.getCamelContextExtension().resolvePropertyPlaceholders(text, true);
        } catch (IllegalArgumentException e) {
            return null;
        } finally {
            properties.setLocalProperties(null);
        }
    }

    /** @param option whose line it is, or that of the route or step where it has no such option */
    Finding error(RouteDefinition route, LineNumberAware at, String option, String what) {
        return new Finding(Finding.Severity.ERROR, file(at), line(at, option), place(route, at), what);
    }

    /** {@code route/step}; of a step that a route configuration adds the step alone. */
    private static String place(RouteDefinition route, LineNumberAware at) {
        String id = route.getRouteId() == null ? "" : route.getRouteId();
        if (!(at instanceof OptionalIdentifiedDefinition<?> step) || at == route || at == route.getInput()) {
            return id;
        }
        String label = step.getId() == null || !step.hasCustomIdAssigned() ? step.getShortName() : step.getId();
        boolean isOfConfiguration = route.getInput() != null && !file(step).equals(file(route.getInput()));
        return isOfConfiguration || id.isEmpty() ? label : id + "/" + label;
    }

    /** As a message says it. */
    String where(LineNumberAware at, String option) {
        return "in " + file(at) + ":" + line(at, option);
    }

    static String file(LineNumberAware at) {
        return at.getLocation() == null ? "" : at.getLocation().replaceFirst("^file:", "");
    }

    /** The mapping that a route or step is, and what begins where it begins. */
    private Stream<YamlValue> values(LineNumberAware at) {
        YamlValue root = roots.get(file(at));
        // Camel counts the line of the first option, of a step from 0, of a route's start from 1
        int first = at.getLineNumber() + (at instanceof FromDefinition ? 0 : 1);
        return root == null ? Stream.empty() : root.all().filter(value -> value.firstLine() == first);
    }

    /** The line of an option of a route or step, or of one of its parameters; else that of the route or step. */
    int line(LineNumberAware at, String option) {
        return values(at)
                .flatMap(value -> Stream.of(value, value.get("parameters")))
                .filter(value -> value != null && value.has(option))
                .findFirst()
                .map(value -> value.line(option))
                .orElseGet(() -> values(at).findFirst().map(YamlValue::line).orElse(Math.max(0, at.getLineNumber())));
    }

    /** Of the values and names in a step the longest that a message quotes, or one that holds the culprit. */
    Map.Entry<String, Integer> quoted(LineNumberAware at, String message, String culprit) {
        return values(at)
                .findFirst()
                .flatMap(value -> value.words()
                        .filter(word -> isQuoted(word.getKey(), message)
                                || !culprit.isEmpty() && word.getKey().contains(culprit))
                        .max(Comparator.comparingInt(word -> word.getKey().length())))
                .orElse(Map.entry("", line(at, "uri")));
    }

    private static boolean isQuoted(String word, String message) {
        return !word.isEmpty()
                && Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)")
                        .matcher(message)
                        .find();
    }
}
