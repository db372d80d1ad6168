package xbot.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The objects that an overlay makes, and what is wrong with the way in which they are written. */
record Bundle(List<JsonNode> objects, List<String> findings) {

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            // nobody has a model of it
            Map.entry("networking.gke.io/v1/HealthCheckPolicy", Map.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class));

    /** The models collect fields that they do not know; without that they refuse them. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static Bundle parse(String yaml) {
        List<JsonNode> objects = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
                objects.add(STRICT.valueToTree(document));
            }
        } catch (YAMLException e) {
            findings.add(
                    "not YAML: " + (e instanceof MarkedYAMLException marked ? marked.getProblem() : e.getMessage()));
        }
        Set<String> names = new HashSet<>();
        for (JsonNode object : objects) {
            if (!names.add(name(object))) {
                findings.add(name(object) + ": is there twice");
            }
            checkFields(object, findings);
        }
        return new Bundle(objects, findings);
    }

    private static void checkFields(JsonNode object, List<String> findings) {
        Class<?> type = KINDS.get(
                object.path("apiVersion").asText() + "/" + object.path("kind").asText());
        if (type == null) {
            findings.add(name(object) + ": unknown apiVersion or kind");
            return;
        }
        try {
            STRICT.treeToValue(object, type);
        } catch (JsonMappingException e) {
            findings.add(name(object) + ": " + e.getOriginalMessage().split(" \\(class")[0] + " at " + path(e));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            findings.add(name(object) + ": " + e.getOriginalMessage());
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath()
                .forEach(step -> path.append('/')
                        .append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()));
        return path.toString();
    }

    static String name(JsonNode object) {
        return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    }

    Stream<JsonNode> all(String kind) {
        return objects.stream().filter(o -> o.path("kind").asText().equals(kind));
    }

    /** The object of this kind and name, a missing node where there is none. */
    JsonNode get(String kind, String name) {
        return all(kind)
                .filter(o -> o.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The elements of the array with a member of this value. */
    static Stream<JsonNode> with(JsonNode array, String member, String value) {
        return each(array).filter(e -> e.path(member).asText().equals(value));
    }

    /** Whether the labels have all that the selector asks for. */
    static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    }
}
