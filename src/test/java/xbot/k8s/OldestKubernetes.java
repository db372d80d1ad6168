package xbot.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every field of Kubernetes' own kinds is in the API of the oldest version that docs/operations.md names. Its models are
 * those of client-java 21; the pod needs it for preStop.sleep, which is off by default before.
 */
final class OldestKubernetes {

    static final String VERSION = "1.30";

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "ConfigMap", V1ConfigMap::validateJsonObject,
            "Deployment", V1Deployment::validateJsonObject,
            "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonObject,
            "Ingress", V1Ingress::validateJsonObject,
            "Namespace", V1Namespace::validateJsonObject,
            "NetworkPolicy", V1NetworkPolicy::validateJsonObject,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonObject,
            "Service", V1Service::validateJsonObject,
            "ServiceAccount", V1ServiceAccount::validateJsonObject);

    private OldestKubernetes() {}

    static List<String> check(Bundle bundle) {
        return bundle.objects().stream()
                .flatMap(object -> finding(object).stream())
                .toList();
    }

    private static Optional<String> finding(JsonNode object) {
        Schema schema = SCHEMAS.get(object.path("kind").asText());
        if (schema == null) {
            return Optional.empty();
        }
        try {
            schema.validate(JsonParser.parseString(object.toString()).getAsJsonObject());
            return Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.of(Bundle.name(object) + ": not of Kubernetes " + VERSION + ": "
                    + e.getMessage().replaceFirst(" JSON: .*", ""));
        }
    }

    private interface Schema {
        void validate(JsonObject object) throws IOException;
    }
}
