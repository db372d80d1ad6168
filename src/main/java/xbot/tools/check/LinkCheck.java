package xbot.tools.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one route needs of another: the consumer of {@code direct:}, a route configuration, a path of its own. */
final class LinkCheck implements Rule {

    private static final Set<String> LINKS = Set.of("direct", "seda");
    private static final String ANY = "any method";

    private final Surroundings surroundings;

    LinkCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void judge(RouteTree tree, Findings findings) {
        List<Endpoint> endpoints = Endpoint.in(tree, surroundings.properties()).toList();
        List<Endpoint> starts = endpoints.stream().filter(Endpoint::startsRoute).toList();
        checkConsumers(tree, endpoints, starts, findings);
        checkConfigurations(tree, starts, findings);
        checkPaths(tree, starts, findings);
    }

    private static String where(Endpoint other) {
        return "in " + other.at().file() + ":" + other.at().line();
    }

    private static String key(Endpoint endpoint) {
        return endpoint.scheme() + ":" + endpoint.path();
    }

    private static void checkConsumers(
            RouteTree tree, List<Endpoint> endpoints, List<Endpoint> starts, Findings findings) {
        Map<String, Endpoint> first = new TreeMap<>();
        for (Endpoint start : starts) {
            Endpoint other = first.putIfAbsent(key(start), start);
            if (other != null && start.scheme().equals("direct")) {
                findings.error(start.at(), "another route starts from " + key(start) + " too, " + where(other));
            }
        }
        Set<String> consumed = first.keySet();
        for (Endpoint call : endpoints) {
            boolean isLink = LINKS.contains(call.scheme()) && !call.startsRoute() && call.isKnownBeforehand();
            if (tree.complete() && isLink && !consumed.contains(key(call))) {
                Set<String> known = consumed.stream()
                        .filter(other -> other.startsWith(call.scheme() + ":"))
                        .collect(Collectors.toSet());
                findings.error(call.at(), "no route starts from " + key(call) + Suggestion.of(key(call), known));
            }
        }
    }

    private static void checkConfigurations(RouteTree tree, List<Endpoint> starts, Findings findings) {
        Set<String> known = tree.routes()
                .filter(Element::isConfiguration)
                .map(configuration -> configuration.textOf("id"))
                .collect(Collectors.toSet());
        tree.routes()
                .flatMap(route -> route.child("routeConfigurationId").stream())
                .forEach(named -> {
                    for (String id : named.text().split(",")) {
                        boolean isPattern = id.contains("*") || id.contains("{{");
                        if (tree.complete() && !isPattern && !known.contains(id.strip())) {
                            findings.unknown(named, "routeConfigurationId", id.strip(), known);
                        }
                    }
                });
        for (Endpoint start : starts) {
            start.at()
                    .route()
                    .filter(route -> route.textOf("routeConfigurationId").isEmpty())
                    .ifPresent(route -> {
                        if (start.scheme().equals("direct")) {
                            findings.error(
                                    route,
                                    "a direct: route without routeConfigurationId swallows the error handling of the route"
                                            + " that calls it");
                        }
                    });
        }
    }

    private void checkPaths(RouteTree tree, List<Endpoint> starts, Findings findings) {
        Map<String, Map<String, Endpoint>> served = new HashMap<>();
        boolean isServed = tree.all().anyMatch(element -> element.type().equals("RestDefinition"));
        for (Endpoint start : starts) {
            if (start.scheme().equals("platform-http")) {
                isServed = true;
                Map<String, Endpoint> methods = served.computeIfAbsent(start.path(), path -> new TreeMap<>());
                for (String method : methods(start)) {
                    methods.entrySet().stream()
                            .filter(other -> other.getKey().equals(method)
                                    || other.getKey().equals(ANY)
                                    || method.equals(ANY))
                            .findFirst()
                            .ifPresent(other -> findings.error(
                                    start.at(),
                                    method + " " + start.path() + " is served by another route too, "
                                            + where(other.getValue())));
                    methods.put(method, start);
                }
            }
        }
        if (!isServed && tree.complete()) {
            findings.error("", 0, "no route starts from platform-http, so nothing would be served");
        }
    }

    private List<String> methods(Endpoint start) {
        Element restrict = start.parameters().get("httpMethodRestrict");
        String text = restrict == null ? "" : Placeholders.fill(restrict.text(), surroundings.properties());
        int option = start.uri().indexOf("httpMethodRestrict=");
        if (option >= 0) {
            text = start.uri()
                    .substring(option + "httpMethodRestrict=".length())
                    .split("&", 2)[0];
        }
        return text.isEmpty()
                ? List.of(ANY)
                : List.of(text.toUpperCase(java.util.Locale.ROOT).split("\\s*,\\s*"));
    }
}
