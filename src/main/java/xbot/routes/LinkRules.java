package xbot.routes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.EndpointUriFactory;
import xbot.routes.Finding.Severity;
import xbot.text.Spelling;
import xbot.webchat.InitRequestSchema;

/**
 * What one route needs of the others and of the files of the set, and Camel itself notices late or never: a consumer for
 * each {@code direct:}, a path of its own, an id of its own, a configuration, a schema, and to run.
 */
public final class LinkRules {

    private static final Set<String> LINKS = Set.of("direct", "seda");
    private static final String ANY = "any method";

    private final ModelCamelContext camel;
    private static final String INIT_REQUEST_CHECK = "initRequestCheck";
    private static final String SCHEMA_CHECK = "schemaCheck";

    private final RouteModel model;
    private final Map<String, byte[]> files;
    private final List<RouteCall> calls;
    private final List<RouteCall> starts;
    private final Set<Finding> findings = new TreeSet<>();

    private LinkRules(RouteModel model, Map<String, byte[]> files) {
        this.camel = model.camel();
        this.model = model;
        this.files = files;
        calls = model.running().stream()
                .flatMap(route -> RouteCall.in(route, model))
                .toList();
        starts = model.running().stream()
                .map(route -> RouteCall.startOf(route, model))
                .toList();
    }

    /**
     * @param files contents of all files of the set, by name
     * @return errors by file and line; where the context is started, also routes that should run and do not
     */
    public static Collection<Finding> judge(RouteModel model, Map<String, byte[]> files) {
        LinkRules rules = new LinkRules(model, files);
        rules.checkExchangeFactory();
        rules.checkIds();
        rules.checkStepIds();
        rules.checkConsumers();
        rules.checkConfigurations();
        rules.checkPaths();
        rules.checkWhatMustRun();
        rules.checkSchemas();
        rules.checkOptions();
        return rules.findings;
    }

    private void error(RouteDefinition route, String option, String what) {
        int line = model.line(at(route), option);
        findings.add(new Finding(Severity.ERROR, RouteModel.file(at(route)), line, name(route), what));
    }

    private void error(RouteCall at, String what) {
        findings.add(at.error("uri", what));
    }

    private static String name(RouteDefinition route) {
        return route.getRouteId() == null ? "" : route.getRouteId();
    }

    private static LineNumberAware at(RouteDefinition route) {
        return route.getLocation() == null && route.getInput() != null ? route.getInput() : route;
    }

    private String where(RouteDefinition other, String option) {
        return "in " + RouteModel.file(at(other)) + ":" + model.line(at(other), option);
    }

    private void checkExchangeFactory() {
        if (camel.resolvePropertyPlaceholders("{{camel.main.exchange-factory:}}")
                .equalsIgnoreCase("pooled")) {
            findings.add(Finding.error(
                    "", 0, "camel.main.exchange-factory=pooled mixes up the requests of different callers: remove it"));
        }
    }

    private void checkIds() {
        Map<String, RouteDefinition> ids = new HashMap<>();
        Map<Integer, RouteDefinition> orders = new HashMap<>();
        for (RouteDefinition route : model.written()) {
            RouteDefinition other = route.getRouteId() == null ? null : ids.putIfAbsent(route.getRouteId(), route);
            if (other != null) {
                error(route, "id", "the route id '" + route.getRouteId() + "' is taken, " + where(other, "id"));
            }
            RouteDefinition same = orders.putIfAbsent(route.getStartupOrder(), route);
            if (same != null && route.getStartupOrder() != null) {
                error(route, "startupOrder", "its startupOrder is taken, " + where(same, "startupOrder"));
            }
        }
    }

    /** Those of a route itself: what a route configuration adds comes with each route that names it. */
    private void checkStepIds() {
        Map<String, OptionalIdentifiedDefinition<?>> ids = new HashMap<>();
        for (RouteDefinition route : model.running()) {
            RouteCall.outputs(route, OptionalIdentifiedDefinition.class)
                    .map(step -> (OptionalIdentifiedDefinition<?>) step)
                    .filter(step -> step.hasCustomIdAssigned() && !route.isCreatedFromTemplate())
                    .filter(step -> RouteModel.file(step).equals(RouteModel.file(at(route))))
                    .forEach(step -> {
                        OptionalIdentifiedDefinition<?> other = ids.putIfAbsent(step.getId(), step);
                        if (other != null && other.getLineNumber() != step.getLineNumber()) {
                            findings.add(new Finding(
                                    Severity.ERROR,
                                    RouteModel.file(step),
                                    model.line(step, "id"),
                                    RouteCall.place(route, step),
                                    "the step id '" + step.getId() + "' is taken, in " + RouteModel.file(other) + ":"
                                            + model.line(other, "id")));
                        }
                    });
        }
    }

    private void checkConsumers() {
        Map<String, RouteCall> consumed = new TreeMap<>();
        for (RouteCall start : starts) {
            RouteCall other = start.isKnown() ? consumed.putIfAbsent(start.key(), start) : null;
            if (other != null && start.scheme().equals("direct")) {
                error(
                        start,
                        "another route starts from " + start.key() + " too, in " + other.file() + ":" + other.line());
            }
        }
        for (RouteCall call : calls) {
            if (LINKS.contains(call.scheme()) && call.isKnown() && !consumed.containsKey(call.key())) {
                error(call, "no route starts from " + call.key() + leftOut(call, consumed.keySet()));
            }
        }
    }

    /** The route may be there and be left out, else the name of one that is there may be meant. */
    private String leftOut(RouteCall call, Set<String> consumed) {
        return model.written().stream()
                .filter(route ->
                        route.getPrecondition() != null && !model.running().contains(route))
                .filter(route -> RouteCall.startOf(route, model).key().equals(call.key()))
                .findFirst()
                .map(route -> ": the precondition of '" + route.getRouteId() + "' does not hold, "
                        + where(route, "precondition"))
                .orElseGet(() -> Spelling.suggestion(
                        call.key(),
                        consumed.stream()
                                .filter(key -> key.startsWith(call.scheme() + ":"))
                                .toList()));
    }

    private void checkConfigurations() {
        Set<String> known = camel.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        for (RouteDefinition route : model.running()) {
            String named = RouteCall.resolve(route, route.getRouteConfigurationId(), model);
            for (String id : named == null ? new String[0] : named.split("\\s*,\\s*")) {
                if (!id.contains("*") && !known.contains(id)) {
                    error(
                            route,
                            "routeConfigurationId",
                            "unknown routeConfigurationId '" + id + "'" + Spelling.suggestion(id, known));
                }
            }
            boolean isDirect = RouteCall.startOf(route, model).scheme().equals("direct");
            if (isDirect && route.getRouteConfigurationId() == null) {
                error(
                        route,
                        "",
                        "a direct: route without routeConfigurationId swallows the error handling of the route that"
                                + " calls it");
            }
        }
    }

    private void checkPaths() {
        Map<String, Map<String, RouteCall>> served = new HashMap<>();
        for (RouteCall start : starts) {
            if (start.scheme().equals("platform-http")) {
                Map<String, RouteCall> methods = served.computeIfAbsent(start.path(), path -> new TreeMap<>());
                for (String method : methods(start)) {
                    methods.entrySet().stream()
                            .filter(other -> Set.of(method, ANY).contains(other.getKey()) || method.equals(ANY))
                            .findFirst()
                            .map(Map.Entry::getValue)
                            .ifPresent(other -> error(
                                    start,
                                    method + " " + start.path() + " is served by another route too, in " + other.file()
                                            + ":" + other.line()));
                    methods.put(method, start);
                }
            }
        }
        if (served.isEmpty() && camel.getRestDefinitions().isEmpty()) {
            findings.add(new Finding(
                    Severity.ERROR, "", 0, "", "no route starts from platform-http, so nothing would be served"));
        }
    }

    private static List<String> methods(RouteCall start) {
        String restrict = start.option("httpMethodRestrict");
        return restrict.isEmpty()
                ? List.of(ANY)
                : List.of(restrict.toUpperCase(Locale.ROOT).split("\\s*,\\s*"));
    }

    private void checkWhatMustRun() {
        for (RouteDefinition route : model.running()) {
            RouteCall start = RouteCall.startOf(route, model);
            String reason = start.scheme().equals("platform-http")
                    ? "it serves " + start.path()
                    : calls.stream()
                            .filter(call ->
                                    LINKS.contains(call.scheme()) && call.key().equals(start.key()))
                            .findFirst()
                            .map(call -> "it is called " + "in " + call.file() + ":" + call.line())
                            .orElse(null);
            if (reason == null) {
                continue;
            }
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
            if ("false".equalsIgnoreCase(RouteCall.resolve(route, route.getAutoStartup(), model))) {
                error(route, "autoStartup", "autoStartup is false, but " + reason + ": it must run");
            } else if (camel.isStarted() && status != ServiceStatus.Started) {
                error(route, "", "does not run (" + status + "), but " + reason + ": it must");
            }
        }
    }

    private void checkSchemas() {
        for (RouteDefinition route : model.running()) {
            String file = route.getRouteId() + RouteFiles.SCHEMA;
            RouteCall.outputs(route, ProcessDefinition.class)
                    .filter(step -> INIT_REQUEST_CHECK.equals(step.getRef()) || SCHEMA_CHECK.equals(step.getRef()))
                    .forEach(step -> {
                        if (!files.containsKey(file)) {
                            findings.add(new Finding(
                                    Severity.ERROR,
                                    RouteModel.file(step),
                                    model.line(step, "ref"),
                                    RouteCall.place(route, step),
                                    step.getRef() + " needs the file " + file));
                        } else if (INIT_REQUEST_CHECK.equals(step.getRef())) {
                            judgeInitSchema(file);
                        }
                    });
        }
    }

    private void judgeInitSchema(String file) {
        try {
            InitRequestSchema.parse(files.get(file));
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(Severity.ERROR, file, 1, "", e.getMessage()));
        }
    }

    /** Lenient components hand an option that they do not know on; Camel itself refuses it for all others. */
    private void checkOptions() {
        Stream.concat(starts.stream(), calls.stream()).forEach(call -> {
            EndpointUriFactory factory = camel.getCamelContextExtension().getEndpointUriFactory(call.scheme());
            if (factory != null && factory.isLenientProperties()) {
                call.optionsAsWritten()
                        .filter(option -> !factory.propertyNames().contains(option))
                        .forEach(option -> findings.add(call.error(
                                option,
                                "unknown option '" + option + "' of " + call.scheme()
                                        + Spelling.suggestion(option, factory.propertyNames()))));
            }
        });
    }
}
