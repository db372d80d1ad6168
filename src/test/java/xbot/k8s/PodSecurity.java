package xbot.k8s;

import static xbot.k8s.Bundle.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The level "restricted" of the Kubernetes Pod Security Standards, and what we ask for beyond. */
final class PodSecurity {

    private static final Set<String> VOLUMES = Set.of(
            "name",
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret");

    private final List<String> findings = new ArrayList<>();
    private String place;

    static List<String> check(Bundle bundle) {
        PodSecurity security = new PodSecurity();
        bundle.all("Deployment").forEach(security::checkDeployment);
        return security.findings;
    }

    private void checkDeployment(JsonNode deployment) {
        place = Bundle.name(deployment);
        JsonNode pod = deployment.at("/spec/template/spec");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!pod.path(shared).asBoolean(), shared);
        }
        each(pod.path("volumes"))
                .forEach(volume -> volume.fieldNames()
                        .forEachRemaining(type -> require(VOLUMES.contains(type), "volume of type " + type)));
        require(pod.at("/securityContext/sysctls").isMissingNode(), "sysctls");
        require(
                pod.path("automountServiceAccountToken").isBoolean()
                        && !pod.path("automountServiceAccountToken").asBoolean(),
                "automountServiceAccountToken is not false");
        require(pod.path("ephemeralContainers").isEmpty(), "ephemeralContainers");
        Stream.concat(each(pod.path("initContainers")), each(pod.path("containers")))
                .forEach(container -> checkContainer(pod, container));
    }

    private void checkContainer(JsonNode pod, JsonNode container) {
        JsonNode security = container.path("securityContext");
        require(!security.path("privileged").asBoolean(), "privileged");
        require(security.path("procMount").asText("Default").equals("Default"), "procMount");
        require(security.path("allowPrivilegeEscalation").asText().equals("false"), "allowPrivilegeEscalation");
        require(security.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem is not true");
        require(
                each(security.at("/capabilities/drop")).anyMatch(c -> c.asText().equals("ALL")),
                "capabilities: ALL are not dropped");
        require(security.at("/capabilities/add").isEmpty(), "capabilities: some are added");
        require(inherited(pod, security, "/runAsNonRoot").asBoolean(), "runAsNonRoot is not true");
        require(inherited(pod, security, "/runAsUser").asInt() >= 10_000, "runAsUser is below 10000");
        require(
                Set.of("RuntimeDefault", "Localhost")
                        .contains(
                                inherited(pod, security, "/seccompProfile/type").asText()),
                "seccompProfile");
        require(
                each(container.path("ports"))
                        .noneMatch(port -> port.path("hostPort").asInt() != 0),
                "hostPort");
    }

    private static JsonNode inherited(JsonNode pod, JsonNode container, String path) {
        return container.at(path).isMissingNode() ? pod.at("/securityContext" + path) : container.at(path);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            findings.add(place + ": not restricted: " + what);
        }
    }
}
