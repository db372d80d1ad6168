package xbot.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No overlay has the component for traces; one that takes it keeps every rule. */
class TracingComponentTest {

    @Test
    void letsTracesOutOfProduction(@TempDir Path directory) throws IOException {
        for (String tree : List.of("k8s", "routes")) {
            copy(Path.of(tree), directory.resolve(tree));
        }
        Path overlay = directory.resolve("k8s/overlays/production");
        Path kustomization = overlay.resolve("kustomization.yaml");
        String taken = Files.readString(kustomization)
                .replace("  - ../../components/redis\n", "  - ../../components/redis\n  - ../../components/tracing\n");
        Files.writeString(kustomization, taken);

        Bundle bundle = Bundle.parse(Kustomize.render(overlay.toString()));

        assertThat(Invariants.findings(bundle, Files.readString(OverlaysTest.OPERATIONS)))
                .isEmpty();
        JsonNode container = bundle.get("Deployment", "xbot-routes").at("/spec/template/spec/containers/0");
        assertThat(Invariants.variables(container))
                .containsEntry("MANAGEMENT_OTLP_TRACING_ENDPOINT", "http://otel-collector.observability:4318/v1/traces")
                .containsEntry("SPRING_PROFILES_INCLUDE", "redis");
        assertThat(bundle.get("NetworkPolicy", "xbot-routes-traces")
                        .at("/spec/egress/0/ports/0/port")
                        .asInt())
                .isEqualTo(4318);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
