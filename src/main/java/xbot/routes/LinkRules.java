package xbot.routes;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.LineNumberAware;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import xbot.text.Spelling;

/**
 * What one route needs of the others, and Camel itself notices late or never: a consumer for each {@code direct:}, a
 * path of its own, a configuration, and to run.
 */
final class LinkRules {

    private static final Set<String> LINKS = Set.of("direct", "seda");
    private static final String ANY = "any method";

    private final ModelCamelContext camel;
    private final RouteModel model;
    private final List<RouteCall> calls;
    private final List<RouteCall> starts;
    private final Set<Finding> findings = new TreeSet<>();

    private LinkRules(RouteModel model) {
        this.camel = model.camel();
        this.model = model;
        calls = model.running().stream()
                .flatMap(route -> RouteCall.in(route, model))
                .toList();
        starts = model.running().stream()
                .map(route -> RouteCall.startOf(route, model))
                .toList();
    }

    /** @return errors by file and line; where the context is started, also routes that should run and do not */
    static Collection<Finding> judge(RouteModel model) {
        LinkRules rules = new LinkRules(model);
        rules.checkExchangeFactory();
        rules.checkConsumers();
        rules.checkConfigurations();
        rules.checkPaths();
        rules.checkWhatMustRun();
        return rules.findings;
    }

    private void error(RouteDefinition route, String option, String what) {
        findings.add(model.error(route, at(route), option, what));
    }

    private void error(RouteCall at, String what) {
        findings.add(at.error("uri", what));
    }

    /** One that a template makes has its place in its start alone. */
    static LineNumberAware at(RouteDefinition route) {
        return route.getLocation() == null && route.getInput() != null ? route.getInput() : route;
    }

    private void checkExchangeFactory() {
        if (camel.resolvePropertyPlaceholders("{{camel.main.exchange-factory:}}")
                .equalsIgnoreCase("pooled")) {
            findings.add(Finding.error(
                    "", 0, "camel.main.exchange-factory=pooled mixes up the requests of different callers: remove it"));
        }
    }

    private void checkConsumers() {
        Map<String, RouteCall> consumed = new TreeMap<>();
        for (RouteCall start : starts) {
            RouteCall other = start.isKnown() ? consumed.putIfAbsent(start.key(), start) : null;
            if (other != null && start.scheme().equals("direct")) {
                error(start, "another route starts from " + start.key() + " too, " + other.where());
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
                .filter(route -> isTakenIn(route)
                        || route.getPrecondition() != null && !model.running().contains(route))
                .filter(route -> RouteCall.startOf(route, model).key().equals(call.key()))
                .findFirst()
                .map(route -> isTakenIn(route)
                        ? ": a rest: entry takes '" + route.getRouteId() + "' in, so nothing else can call it"
                        : ": the precondition of '" + route.getRouteId() + "' does not hold, "
                                + model.where(at(route), "precondition"))
                .orElseGet(() -> Spelling.suggestion(
                        call.key(),
                        consumed.stream()
                                .filter(key -> key.startsWith(call.scheme() + ":"))
                                .toList()));
    }

    /** Camel gives its steps to the rest: entry that calls it. */
    private boolean isTakenIn(RouteDefinition route) {
        return model.running().stream()
                .anyMatch(other -> other.isInlined()
                        && other != route
                        && String.valueOf(other.getRouteId()).equals(route.getRouteId()));
    }

    private void checkConfigurations() {
        Set<String> known = camel.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        for (RouteDefinition route : model.running()) {
            String named = model.resolve(route, route.getRouteConfigurationId());
            Arrays.stream(named == null ? new String[0] : named.split("\\s*,\\s*"))
                    .filter(id -> !id.contains("*") && !known.contains(id))
                    .forEach(id ->
                            error(route, "routeConfigurationId", Spelling.unknown("routeConfigurationId", id, known)));
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
                            .ifPresent(other -> error(
                                    start,
                                    method + " " + start.path() + " is served by another route too, "
                                            + other.getValue().where()));
                    methods.put(method, start);
                }
            }
        }
        if (served.isEmpty() && camel.getRestDefinitions().isEmpty()) {
            findings.add(Finding.error("", 0, "no route starts from platform-http, so nothing would be served"));
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
                            .map(call -> "it is called " + call.where())
                            .orElse(null);
            if (reason == null) {
                continue;
            }
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
            if ("false".equalsIgnoreCase(model.resolve(route, route.getAutoStartup()))) {
                error(route, "autoStartup", "autoStartup is false, but " + reason + ": it must run");
            } else if (camel.isStarted() && status != ServiceStatus.Started) {
                error(route, "", "does not run (" + status + "), but " + reason + ": it must");
            }
        }
    }
}
