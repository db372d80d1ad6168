package xbot.k8s;

import static xbot.k8s.Bundle.each;
import static xbot.k8s.Bundle.selects;
import static xbot.k8s.Bundle.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What one object says of another must be true: selectors, ports, names. */
final class References {

    private final Bundle bundle;
    private final String documentation;
    private final List<String> findings = new ArrayList<>();

    private References(Bundle bundle, String documentation) {
        this.bundle = bundle;
        this.documentation = documentation;
    }

    /** @param documentation must name each Secret, for the bundle makes none */
    static List<String> check(Bundle bundle, String documentation) {
        References references = new References(bundle, documentation);
        bundle.all("Deployment").forEach(references::checkDeployment);
        bundle.all("Service").forEach(references::checkService);
        bundle.all("PodDisruptionBudget").forEach(o -> references.selectsPods(o, o.at("/spec/selector/matchLabels")));
        bundle.all("NetworkPolicy").forEach(references::checkNetworkPolicy);
        bundle.all("HTTPRoute").forEach(references::checkHttpRoute);
        bundle.all("ServiceMonitor").forEach(references::checkServiceMonitor);
        bundle.all("HorizontalPodAutoscaler")
                .forEach(o -> references.require(
                        o,
                        !bundle.get(
                                        o.at("/spec/scaleTargetRef/kind").asText(),
                                        o.at("/spec/scaleTargetRef/name").asText())
                                .isMissingNode(),
                        "scaleTargetRef is not in the bundle"));
        return references.findings;
    }

    private void checkDeployment(JsonNode deployment) {
        JsonNode template = deployment.at("/spec/template");
        JsonNode pod = template.path("spec");
        JsonNode labels = template.at("/metadata/labels");
        require(
                deployment,
                selects(deployment.at("/spec/selector/matchLabels"), labels),
                "selector does not match the pod's labels");
        each(pod.path("topologySpreadConstraints"))
                .forEach(c -> require(
                        deployment,
                        selects(c.at("/labelSelector/matchLabels"), labels),
                        "topologySpreadConstraints does not match the pod's labels"));
        require(
                deployment,
                !bundle.get("ServiceAccount", pod.path("serviceAccountName").asText())
                        .isMissingNode(),
                "serviceAccountName is not in the bundle");
        each(pod.path("volumes")).forEach(volume -> checkVolume(deployment, pod, volume));
        for (JsonNode container : pod.path("containers")) {
            each(container.path("volumeMounts"))
                    .map(mount -> mount.path("name").asText())
                    .forEach(name -> require(
                            deployment,
                            with(pod.path("volumes"), "name", name).findAny().isPresent(),
                            "volume '" + name + "' is mounted but not there"));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode target = container.path(probe).has("tcpSocket")
                        ? container.path(probe).path("tcpSocket")
                        : container.path(probe).path("httpGet");
                String port = target.path("port").asText();
                require(
                        deployment,
                        with(container.path("ports"), "name", port).findAny().isPresent(),
                        probe + " is missing or its port is not a named port of the container");
            }
        }
    }

    private void checkVolume(JsonNode deployment, JsonNode pod, JsonNode volume) {
        String name = volume.path("name").asText();
        require(
                deployment,
                each(pod.path("containers"))
                        .anyMatch(c -> with(c.path("volumeMounts"), "name", name)
                                .findAny()
                                .isPresent()),
                "volume '" + name + "' is not mounted");
        if (volume.has("configMap")) {
            String configMap = volume.at("/configMap/name").asText();
            require(
                    deployment,
                    !bundle.get("ConfigMap", configMap).isMissingNode(),
                    "ConfigMap '" + configMap + "' is not in the bundle");
        }
        if (volume.has("secret")) {
            String secret = volume.at("/secret/secretName").asText();
            require(
                    deployment,
                    documentation.contains("secret generic " + secret + " "),
                    "docs/operations.md does not say how to make the Secret '" + secret + "'");
        }
    }

    private void checkService(JsonNode service) {
        selectsPods(service, service.at("/spec/selector"));
        each(service.at("/spec/ports")).forEach(p -> hasPort(service, p.path("targetPort")));
    }

    private void checkNetworkPolicy(JsonNode policy) {
        selectsPods(policy, policy.at("/spec/podSelector/matchLabels"));
        each(policy.at("/spec/ingress"))
                .flatMap(rule -> each(rule.path("ports")))
                .forEach(port -> hasPort(policy, port.path("port")));
    }

    private void checkHttpRoute(JsonNode route) {
        for (JsonNode rule : route.at("/spec/rules")) {
            for (JsonNode backend : rule.path("backendRefs")) {
                JsonNode service = bundle.get("Service", backend.path("name").asText());
                require(
                        route,
                        with(
                                        service.at("/spec/ports"),
                                        "port",
                                        backend.path("port").asText())
                                .findAny()
                                .isPresent(),
                        "no Service '" + backend.path("name").asText() + "' with port "
                                + backend.path("port").asText());
            }
        }
    }

    private void checkServiceMonitor(JsonNode monitor) {
        for (JsonNode endpoint : monitor.at("/spec/endpoints")) {
            require(
                    monitor,
                    bundle.all("Service")
                            .filter(s -> selects(monitor.at("/spec/selector/matchLabels"), s.at("/metadata/labels")))
                            .anyMatch(s -> with(
                                            s.at("/spec/ports"),
                                            "name",
                                            endpoint.path("port").asText())
                                    .findAny()
                                    .isPresent()),
                    "no Service is selected that has a port '"
                            + endpoint.path("port").asText() + "'");
        }
    }

    private void selectsPods(JsonNode object, JsonNode selector) {
        require(
                object,
                bundle.all("Deployment").anyMatch(d -> selects(selector, d.at("/spec/template/metadata/labels"))),
                "selector matches no pod of the bundle");
    }

    private void hasPort(JsonNode object, JsonNode port) {
        require(
                object,
                bundle.all("Deployment")
                        .flatMap(d -> each(d.at("/spec/template/spec/containers")))
                        .anyMatch(c -> with(c.path("ports"), "name", port.asText())
                                .findAny()
                                .isPresent()),
                "port '" + port.asText() + "' is not a named port of a container");
    }

    private void require(JsonNode object, boolean holds, String what) {
        if (!holds) {
            findings.add(Bundle.name(object) + ": " + what);
        }
    }
}
