package xbot.routes;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import xbot.front.TrafficRouter;
import xbot.tools.check.Finding;
import xbot.tools.check.RouteSetCheck;
import xbot.tools.check.Surroundings;
import xbot.webchat.InitRequestSchema;

/** Fills a Camel context with the routes of one reading of the directory, and checks what Camel itself would not. */
final class RouteSetLoader {

    private final TrafficRouter routers;
    private final Clock clock;
    private final Surroundings surroundings;
    private volatile String lastGood;

    RouteSetLoader(TrafficRouter routers, Clock clock, Surroundings surroundings) {
        this.routers = routers;
        this.clock = clock;
        this.surroundings = surroundings;
    }

    /** Adds the routes; the context is not started yet. */
    RouteSet load(CamelContext camel, RouteFiles files) {
        judge(files);
        Router router = routers.attach(camel);
        Map<String, RoutesBuilder> builders = new HashMap<>();
        files.contents()
                .forEach((name, bytes) -> in(name, () -> {
                    if (RouteFiles.isRoutes(name)) {
                        builders.put(name, parse(camel, name, bytes));
                    } else if (RouteFiles.isSchema(name)) {
                        camel.getRegistry().bind(name, InitRequestSchema.parse(bytes));
                    }
                }));
        builders.forEach((name, builder) -> in(name, () -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                camel.addRoutesConfigurations(configurations);
            }
        }));
        Map<String, String> fileOfRoute = new HashMap<>();
        builders.forEach((name, builder) -> in(name, () -> addRoutes(camel, name, builder, fileOfRoute)));
        return new RouteSet(files, clock.instant(), camel, router);
    }

    /** House rules are told by the subcommand; here only what would not work counts. */
    private void judge(RouteFiles files) {
        if (files.hash().equals(lastGood)) {
            return;
        }
        List<String> errors = RouteSetCheck.check(files.contents(), surroundings).stream()
                .filter(Finding::isError)
                .map(Finding::toString)
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidRouteSet(errors);
        }
        lastGood = files.hash();
    }

    private static RoutesBuilder parse(CamelContext camel, String name, byte[] bytes) throws Exception {
        var found = PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(List.of(ResourceHelper.fromBytes("file:" + name, bytes)));
        return found.iterator().next();
    }

    private static void addRoutes(
            CamelContext camel, String name, RoutesBuilder builder, Map<String, String> fileOfRoute) throws Exception {
        ModelCamelContext model = (ModelCamelContext) camel;
        Set<RouteDefinition> before = new HashSet<>(model.getRouteDefinitions());
        camel.addRoutes(builder);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            if (!before.contains(route)) {
                String other = fileOfRoute.put(route.getRouteId(), name);
                if (other != null) {
                    throw new IllegalArgumentException("route '" + route.getRouteId() + "' is already in " + other);
                }
            }
        }
    }

    /** What Camel would only notice at the first request, or never. To be called when the context is started. */
    static void check(CamelContext camel) {
        Set<String> consumed = new HashSet<>();
        Set<String> served = new HashSet<>();
        for (Route route : camel.getRoutes()) {
            consumed.add(route.getEndpoint().getEndpointUri());
            if (route.getEndpoint() instanceof PlatformHttpEndpoint http) {
                checkServedOnce(route, http, served);
            }
        }
        if (served.isEmpty()) {
            throw new InvalidRouteSet("xbot.routes.directory", "no route starts from platform-http", null);
        }
        for (Endpoint endpoint : camel.getEndpoints()) {
            String uri = endpoint.getEndpointUri();
            if (uri.startsWith("direct:") && !consumed.contains(uri)) {
                throw new InvalidRouteSet(
                        "xbot.routes.directory", "no route starts from " + uri.replace("://", ":"), null);
            }
        }
    }

    private static void checkServedOnce(Route route, PlatformHttpEndpoint http, Set<String> served) {
        String methods = http.getHttpMethodRestrict() == null ? "any method" : http.getHttpMethodRestrict();
        for (String method : Arrays.asList(methods.split(","))) {
            if (!served.add(method + " " + http.getPath())) {
                throw new InvalidRouteSet(
                        "route '" + route.getRouteId() + "'",
                        method + " " + http.getPath() + " is served by another route too",
                        null);
            }
        }
    }

    /** Names the route of a failure where Camel knows it. */
    static InvalidRouteSet explain(String place, Throwable failure) {
        if (failure instanceof InvalidRouteSet known) {
            return known;
        }
        String route = "";
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof FailedToCreateRouteException creation) {
                route = "route '" + creation.getRouteId() + "': ";
            }
        }
        String reason = String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
        String cut = reason.length() > 400 ? reason.substring(0, 400) + "…" : reason;
        return new InvalidRouteSet(place, route + cut, failure);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void in(String file, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw explain(file, e);
        }
    }
}
