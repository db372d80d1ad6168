package xbot.k8s;

import static xbot.k8s.Bundle.each;
import static xbot.k8s.Bundle.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import xbot.Pod;

/** What stands before the pods where there is no Gateway API, and what asks them for their health from outside. */
final class Gateways {

    private final Bundle bundle;
    private final List<String> findings = new ArrayList<>();

    private Gateways(Bundle bundle) {
        this.bundle = bundle;
    }

    static List<String> check(Bundle bundle) {
        Gateways gateways = new Gateways(bundle);
        bundle.all("Ingress").forEach(gateways::checkIngress);
        bundle.all("HealthCheckPolicy").forEach(gateways::checkHealthCheck);
        return gateways.findings;
    }

    private void checkIngress(JsonNode ingress) {
        require(ingress, !ingress.at("/spec/tls").isEmpty(), "keys would travel without TLS");
        require(ingress, !ingress.at("/spec").has("defaultBackend"), "a default backend makes every path public");
        for (JsonNode rule : ingress.at("/spec/rules")) {
            for (JsonNode path : rule.at("/http/paths")) {
                require(
                        ingress,
                        path.path("pathType").asText().equals("Exact")
                                && path.path("path").asText().equals(Pod.PATH),
                        "only the exact path " + Pod.PATH + " may be public");
                JsonNode backend = path.at("/backend/service");
                JsonNode service = bundle.get("Service", backend.path("name").asText());
                String port = backend.at("/port/name").asText();
                require(
                        ingress,
                        with(service.at("/spec/ports"), "name", port)
                                .anyMatch(p -> p.path("targetPort").asText().equals("traffic")),
                        "its backend is not the traffic port of a Service");
            }
        }
    }

    /** A balancer that cannot reach what it asks, or asks what is 404, takes every pod out. */
    private void checkHealthCheck(JsonNode policy) {
        JsonNode check = policy.at("/spec/default");
        JsonNode http = check.at("/config/httpHealthCheck");
        long noticed = check.path("checkIntervalSec").asLong()
                        * check.path("unhealthyThreshold").asLong()
                + check.path("timeoutSec").asLong();
        for (JsonNode deployment : bundle.all("Deployment").toList()) {
            for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
                if (container.has("readinessProbe")
                        && container.path("lifecycle").has("preStop")) {
                    require(
                            policy,
                            http.path("requestPath").equals(container.at("/readinessProbe/httpGet/path"))
                                    && with(container.path("ports"), "name", "management")
                                            .anyMatch(
                                                    p -> p.path("containerPort").equals(http.path("port"))),
                            "does not ask what the readiness probe asks");
                    require(
                            policy,
                            container.at("/lifecycle/preStop/sleep/seconds").asLong() >= noticed,
                            "preStop is shorter than the " + noticed + " s after which the balancer knows");
                }
            }
        }
        require(
                policy,
                bundle.all("NetworkPolicy")
                        .flatMap(p -> each(p.at("/spec/ingress")))
                        .filter(rule -> each(rule.path("from")).anyMatch(peer -> peer.has("ipBlock")))
                        .anyMatch(rule -> with(rule.path("ports"), "port", "management")
                                .findAny()
                                .isPresent()),
                "no NetworkPolicy lets the balancer's probes in");
    }

    private void require(JsonNode object, boolean holds, String what) {
        if (!holds) {
            findings.add(Bundle.name(object) + ": " + what);
        }
    }
}
