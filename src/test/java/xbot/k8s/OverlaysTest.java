package xbot.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.Pod;
import xbot.shared.EncryptionKeyFile;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

class OverlaysTest {

    static final Path OPERATIONS = Path.of("docs/operations.md");

    static List<String> overlays() {
        return Kustomize.overlays();
    }

    static List<Path> badManifests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/k8s/bad"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void keepEveryRule(String overlay) throws IOException {
        Bundle bundle = Bundle.parse(Kustomize.render(overlay));

        assertThat(bundle.objects()).hasSizeGreaterThan(8);
        assertThat(Invariants.findings(bundle, Files.readString(OPERATIONS))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badManifests")
    void refusesABadManifest(Path manifest) throws IOException {
        String yaml = Files.readString(manifest);
        String finding = yaml.lines().findFirst().orElseThrow().replace("# refused: ", "");

        assertThat(Invariants.findings(Bundle.parse(yaml), Files.readString(OPERATIONS)))
                .contains(finding);
    }

    /** The configuration and the routes of the overlay, in a pod. */
    @ParameterizedTest
    @MethodSource("overlays")
    void startAPodThatAnswers(String overlay, @TempDir Path directory) throws IOException {
        Bundle bundle = Bundle.parse(Kustomize.render(overlay));
        JsonNode container = bundle.get("Deployment", "xbot-routes").at("/spec/template/spec/containers/0");
        write(bundle, "xbot-config", directory.resolve("config"));
        write(bundle, "xbot-routes", directory.resolve("routes"));
        Map<String, String> variables = Invariants.variables(container);

        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")));
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        "spring.config.additional-location=file:" + directory.resolve("config") + "/",
                        "spring.profiles.active=" + variables.get("SPRING_PROFILES_ACTIVE"),
                        "spring.profiles.include=" + variables.getOrDefault("SPRING_PROFILES_INCLUDE", ""),
                        // the Secrets, which the bundle has not; there is no Redis here, and the pod starts without it
                        "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key"),
                        "xbot.cache.redis.password-file=" + Files.writeString(directory.resolve("password"), "test"),
                        "xbot.cache.redis.address=redis://127.0.0.1:1",
                        "xbot.routes.directory=" + directory.resolve("routes"))) {
            assertThat(pod.init("nguyenvana").statusCode()).isEqualTo(200);
            assertThat(pod.management(
                            container.at("/readinessProbe/httpGet/path").asText()))
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(pod.management(
                            container.at("/livenessProbe/httpGet/path").asText()))
                    .isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void devChangesRoutesInPlaceAndProductionByRollout() {
        assertThat(routesConfigMap("k8s/overlays/dev")).isEqualTo("xbot-routes");
        assertThat(routesConfigMap("k8s/overlays/production")).matches("xbot-routes-[a-z0-9]{10}");
    }

    private static String routesConfigMap(String overlay) {
        return Bundle.parse(Kustomize.render(overlay))
                .all("Deployment")
                .flatMap(d -> Bundle.with(d.at("/spec/template/spec/volumes"), "name", "routes"))
                .map(volume -> volume.at("/configMap/name").asText())
                .findFirst()
                .orElseThrow();
    }

    private static void write(Bundle bundle, String configMap, Path directory) throws IOException {
        Files.createDirectories(directory);
        JsonNode data = bundle.all("ConfigMap")
                .filter(o -> o.at("/metadata/name").asText().matches(configMap + "(-[a-z0-9]{10})?"))
                .findFirst()
                .orElseThrow()
                .path("data");
        for (Map.Entry<String, JsonNode> file : data.properties()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue().asText());
        }
    }
}
