package xbot.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;

/** The production overlay with a component that it does not have, as docs/operations.md says for some clusters. */
class ComponentsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "egress-proxy",
                "ingress",
                "ipv6-only",
                "live-routes",
                "load-balancer-probes",
                "tested-routes",
                "tracing"
            })
    void keepEveryRule(String component) throws IOException {
        assertThat(findings(production(component))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "crm"})
    void examplesKeepEveryRuleToo(String example) throws IOException {
        assertThat(findings(production("../../docs/examples/" + example)))
                .as("but for its own path")
                .allMatch(finding -> finding.startsWith("HTTPRoute/") && finding.endsWith(" may be public"));
    }

    @Test
    void webhooksMakesTwoMorePathsPublicAndLetsEventsOut() throws IOException {
        Bundle bundle = production("webhooks");

        assertThat(findings(bundle)).hasSize(2).allMatch(finding -> finding.startsWith("HTTPRoute/"));
        assertThat(bundle.get("HTTPRoute", "xbot-routes")
                        .at("/spec/rules/0/matches")
                        .findValuesAsText("value"))
                .contains("/webhook/xpbot/api/zalo/push", "/webhook/xpbot/api/azbot/push");
        assertThat(Invariants.variables(container(bundle)))
                .containsEntry("XBOT_INTAKE_ZALO_URI", "http://intake.xbot-core:8080/zalo")
                .containsEntry("XBOT_INTAKE_AZBOT_URI", "http://intake.xbot-core:8080/azbot");
        assertThat(bundle.get("NetworkPolicy", "xbot-routes-intake")
                        .at("/spec/egress/0/ports/0/port")
                        .asInt())
                .isEqualTo(8080);
    }

    @Test
    void webhooksMakesThemPublicBehindAnIngressToo() throws IOException {
        Bundle bundle = production("ingress", "webhooks");

        assertThat(bundle.all("HTTPRoute")).isEmpty();
        assertThat(findings(bundle))
                .as("one for each path more")
                .hasSize(2)
                .allMatch(finding -> finding.startsWith("Ingress/"));
        assertThat(bundle.get("Ingress", "xbot-routes")
                        .at("/spec/rules/0/http/paths")
                        .findValuesAsText("path"))
                .containsExactly(Pod.PATH, "/webhook/xpbot/api/zalo/push", "/webhook/xpbot/api/azbot/push");
    }

    @Test
    void areInTheTableOfClusters() throws IOException {
        String operations = Files.readString(OverlaysTest.OPERATIONS);
        try (Stream<Path> components = Files.list(Path.of("k8s/components"))) {
            assertThat(components.map(component -> "`" + component.getFileName() + "`"))
                    .allSatisfy(name -> assertThat(operations).contains(name));
        }
        assertThat(operations).contains("Kubernetes " + OldestKubernetes.VERSION + " or later");
    }

    @Test
    void liveRoutesReachPodsThatRun() throws IOException {
        Bundle bundle = production("live-routes");

        assertThat(bundle.get("ConfigMap", "xbot-routes").path("data").has("webchat-init.camel.yaml"))
                .isTrue();
        assertThat(Invariants.variables(container(bundle)))
                .containsEntry("XBOT_ROUTES_RELOAD", "true")
                .containsEntry("SPRING_PROFILES_ACTIVE", "production");
    }

    @Test
    void testedRoutesAreCheckedWithTheirCasesBeforeAPodServes() throws IOException {
        Bundle bundle = production("tested-routes");

        JsonNode pod = bundle.get("Deployment", "xbot-routes").at("/spec/template/spec");
        assertThat(pod.path("initContainers").findValuesAsText("name")).contains("test-routes");
        String routes = pod.path("volumes").findParents("configMap").stream()
                .filter(volume -> volume.path("name").asText().equals("routes"))
                .map(volume -> volume.at("/configMap/name").asText())
                .findFirst()
                .orElseThrow();
        assertThat(bundle.get("ConfigMap", routes).path("data").has("webchat-token.test.yaml"))
                .isTrue();
    }

    @Test
    void tracingLetsTracesOut() throws IOException {
        Bundle bundle = production("tracing");

        assertThat(Invariants.variables(container(bundle)))
                .containsEntry("MANAGEMENT_OTLP_TRACING_ENDPOINT", "http://otel-collector.observability:4318/v1/traces")
                .containsEntry("SPRING_PROFILES_INCLUDE", "redis");
        assertThat(bundle.get("NetworkPolicy", "xbot-routes-traces")
                        .at("/spec/egress/0/ports/0/port")
                        .asInt())
                .isEqualTo(4318);
    }

    /** It gives each namespace users of its own, so nothing but that rule may be left out. */
    @Test
    void openshiftChoosesTheUsers() throws IOException {
        Bundle bundle = production("openshift");

        assertThat(bundle.all("Deployment")).hasSize(2).allSatisfy(deployment -> {
            JsonNode security = deployment.at("/spec/template/spec/securityContext");
            assertThat(security.properties().stream().map(Object::toString))
                    .noneMatch(field -> field.matches("(runAsUser|runAsGroup|fsGroup).*"));
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
        });
        assertThat(findings(bundle))
                .containsExactlyInAnyOrder(
                        "Deployment/xbot-routes: not restricted: runAsUser is below 10000",
                        "Deployment/xbot-redis: not restricted: runAsUser is below 10000");
    }

    @Test
    void ingressStandsInForTheGateway() throws IOException {
        Bundle bundle = production("ingress");

        assertThat(bundle.all("HTTPRoute")).isEmpty();
        assertThat(bundle.all("Ingress")).hasSize(1);
    }

    @Test
    void ipv6OnlyPrefersAddressesThatItCanReach() throws IOException {
        assertThat(Invariants.variables(container(production("ipv6-only"))))
                .containsEntry("JDK_JAVA_OPTIONS", "-Djava.net.preferIPv6Addresses=true");
    }

    private Bundle production(String... components) throws IOException {
        for (String tree : List.of("k8s", "routes", "docs/examples")) {
            Files.createDirectories(directory.resolve(tree).getParent());
            copy(Path.of(tree), directory.resolve(tree));
        }
        Path overlay = directory.resolve("k8s/overlays/production");
        Path kustomization = overlay.resolve("kustomization.yaml");
        String redis = "  - ../../components/redis\n";
        String more = Stream.of(components)
                .map(component -> "  - ../../components/" + component + "\n")
                .collect(Collectors.joining());
        String taken = Files.readString(kustomization).replace(redis, redis + more);
        boolean isIngress = List.of(components).contains("ingress");
        Files.writeString(kustomization, isIngress ? taken.replace("  - path: http-route.yaml\n", "") : taken);
        return Bundle.parse(Kustomize.render(overlay.toString()));
    }

    private static List<String> findings(Bundle bundle) throws IOException {
        return Invariants.findings(bundle, Files.readString(OverlaysTest.OPERATIONS));
    }

    private static JsonNode container(Bundle bundle) {
        return bundle.get("Deployment", "xbot-routes").at("/spec/template/spec/containers/0");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
