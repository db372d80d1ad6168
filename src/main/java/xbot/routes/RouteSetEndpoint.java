package xbot.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/routeset}: which route set serves, and why the last change was not taken over. */
@Endpoint(id = "routeset")
final class RouteSetEndpoint {

    private final RouteSets routeSets;

    RouteSetEndpoint(RouteSets routeSets) {
        this.routeSets = routeSets;
    }

    @ReadOperation
    Map<String, Object> read() {
        Map<String, Object> state = new LinkedHashMap<>();
        RouteSet serving = routeSets.serving();
        if (serving != null) {
            state.put("hash", serving.hash());
            state.put("since", serving.since());
            state.put("files", serving.hashes());
        }
        Probation probation = routeSets.probation();
        if (probation != null) {
            RouteSet next = probation.next();
            state.put(
                    "probation",
                    Map.of(
                            "hash", next.hash(),
                            "since", next.since(),
                            "share", probation.share(),
                            "requests", next.conduct().requests(),
                            "files", next.hashes()));
        }
        RouteSetRefusals.Last refusal = routeSets.lastRefusal();
        if (refusal != null) {
            state.put("lastRefusal", refusal);
        }
        return state;
    }
}
