package xbot.k8s;

import static xbot.k8s.Bundle.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import xbot.Pod;

/** What must hold of every overlay of this pod. */
final class Invariants {

    private static final List<String> LABELS = Stream.of("name", "instance", "version", "component", "part-of")
            .map("app.kubernetes.io/"::concat)
            .toList();
    private static final Pattern SECRET_NAME = Pattern.compile("(?i)secret|password|token|credential|_key$");
    private static final Pattern SECRET_TEXT =
            Pattern.compile("(?m)-----BEGIN|^\\s*(secret|password):|sha256: *[0-9a-f]{64}");
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");

    /** xbot.http.shutdown-grace, the 10 s of the last calls, and 5 s to close. */
    private static final Duration DRAIN = Duration.ofSeconds(20 + 10 + 5);

    private final Bundle bundle;
    private final List<String> findings = new ArrayList<>();

    private Invariants(Bundle bundle) {
        this.bundle = bundle;
    }

    static List<String> check(Bundle bundle) {
        Invariants invariants = new Invariants(bundle);
        bundle.objects().forEach(invariants::checkLabels);
        bundle.objects().forEach(invariants::checkNoSecret);
        bundle.all("Deployment").forEach(invariants::checkDeployment);
        bundle.all("Service").forEach(invariants::checkService);
        bundle.all("HTTPRoute").forEach(invariants::checkHttpRoute);
        bundle.all("NetworkPolicy").forEach(invariants::checkEgress);
        invariants.checkDefaultDeny();
        return invariants.findings;
    }

    private void checkLabels(JsonNode object) {
        LABELS.forEach(
                label -> require(object, object.at("/metadata/labels").has(label), "label " + label + " is missing"));
    }

    private void checkNoSecret(JsonNode object) {
        require(object, !object.path("kind").asText().equals("Secret"), "a Secret's content is in the bundle");
        object.path("data").properties().stream()
                // the keys of cases open nothing
                .filter(file -> !file.getKey().endsWith(".test.yaml"))
                .forEach(file -> require(
                        object,
                        !SECRET_TEXT.matcher(file.getValue().asText()).find(),
                        "a secret or a key is in a ConfigMap"));
    }

    private void checkDeployment(JsonNode deployment) {
        JsonNode pod = deployment.at("/spec/template/spec");
        require(deployment, pod.path("enableServiceLinks").asText().equals("false"), "enableServiceLinks is not false");
        List<JsonNode> containers = Stream.concat(each(pod.path("initContainers")), each(pod.path("containers")))
                .toList();
        for (JsonNode container : containers) {
            String image = container.path("image").asText();
            require(deployment, image.matches(".+/.+(:[^:/]+|@sha256:[0-9a-f]{64})"), "image has no tag or digest");
            for (String path : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
                require(
                        deployment,
                        !container.path("resources").at(path).isMissingNode(),
                        "resources" + path.replace('/', '.') + " is missing");
            }
            for (JsonNode variable : container.path("env")) {
                require(
                        deployment,
                        !variable.has("value")
                                // the place of a secret is none
                                || variable.path("value").asText().startsWith("/etc/xbot/")
                                || !SECRET_NAME
                                        .matcher(variable.path("name").asText())
                                        .find(),
                        "variable " + variable.path("name").asText() + " has a literal value");
            }
            checkDraining(deployment, pod, container);
        }
    }

    private void checkDraining(JsonNode deployment, JsonNode pod, JsonNode container) {
        if (Bundle.with(container.path("ports"), "name", "traffic").findAny().isEmpty()) {
            return;
        }
        long needed = container.at("/lifecycle/preStop/sleep/seconds").asLong() + DRAIN.toSeconds();
        require(
                deployment,
                pod.path("terminationGracePeriodSeconds").asLong() >= needed,
                "terminationGracePeriodSeconds is less than the " + needed + " s that draining takes");
    }

    private void checkService(JsonNode service) {
        require(
                service,
                service.at("/spec/type").asText("ClusterIP").equals("ClusterIP"),
                "only the gateway is public: type must be ClusterIP");
    }

    private void checkHttpRoute(JsonNode route) {
        for (JsonNode rule : route.at("/spec/rules")) {
            require(route, !rule.path("matches").isEmpty(), "a rule without matches makes every path public");
            each(rule.path("matches"))
                    .map(match -> match.path("path"))
                    .forEach(path -> require(
                            route,
                            path.path("type").asText().equals("Exact")
                                    && path.path("value").asText().equals(Pod.PATH),
                            "only the exact path " + Pod.PATH + " may be public"));
            each(rule.path("backendRefs"))
                    .flatMap(b ->
                            each(bundle.get("Service", b.path("name").asText()).at("/spec/ports")))
                    .forEach(port -> require(
                            route,
                            !Set.of("management", "8081")
                                    .contains(port.path("targetPort").asText()),
                            "the management port is public"));
        }
    }

    private void checkEgress(JsonNode policy) {
        each(policy.at("/spec/egress"))
                .flatMap(rule -> each(rule.path("to")))
                .map(peer -> peer.path("ipBlock"))
                .filter(block -> block.path("cidr").asText().equals("0.0.0.0/0"))
                .forEach(block -> PRIVATE.forEach(range -> require(
                        policy,
                        each(block.path("except")).anyMatch(e -> e.asText().equals(range)),
                        "egress to " + range + " is open")));
    }

    private void checkDefaultDeny() {
        Predicate<JsonNode> deniesAll = policy -> policy.at("/spec/podSelector").isEmpty()
                && policy.at("/spec/policyTypes").size() == 2
                && policy.at("/spec/ingress").isMissingNode()
                && policy.at("/spec/egress").isMissingNode();
        if (bundle.all("NetworkPolicy").noneMatch(deniesAll)) {
            findings.add("the bundle has no NetworkPolicy that denies by default");
        }
    }

    private void require(JsonNode object, boolean holds, String what) {
        if (!holds) {
            findings.add(Bundle.name(object) + ": " + what);
        }
    }

    /** All gates at once. */
    static List<String> findings(Bundle bundle, String documentation) {
        return Stream.of(
                        bundle.findings(),
                        PodSecurity.check(bundle),
                        References.check(bundle, documentation),
                        Reachability.check(bundle),
                        Gateways.check(bundle),
                        OldestKubernetes.check(bundle),
                        check(bundle))
                .flatMap(List::stream)
                .toList();
    }

    /** Of the container, the literal variables. */
    static Map<String, String> variables(JsonNode container) {
        return each(container.path("env"))
                .filter(v -> v.has("value"))
                .collect(java.util.stream.Collectors.toMap(
                        v -> v.path("name").asText(), v -> v.path("value").asText()));
    }
}
