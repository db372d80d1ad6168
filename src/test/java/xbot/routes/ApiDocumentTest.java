package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;

/** What the management port tells of the API is what serves. */
class ApiDocumentTest {

    private static final String SCHEMA = "webchat-init.schema.json";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        pod = Pod.start(
                URI.create("http://127.0.0.1:9"),
                Clock.systemUTC(),
                "xbot.routes.directory=" + directory,
                "xbot.routes.poll-interval=100ms");
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @ParameterizedTest
    @CsvSource({"openapi.yaml, application/yaml", SCHEMA + ", application/schema+json"})
    void servesTheFilesOfTheRouteSet(String file, String mediaType) throws IOException {
        HttpResponse<String> response = pod.manage("/" + file);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(mediaType);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(response.body()).isEqualTo(Files.readString(directory.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webchat-init.camel.yaml",
                "/kustomization.yaml",
                "/no-such.schema.json",
                "/..%2Froutes%2F" + SCHEMA,
                "/docs",
                "/webjars/swagger-ui/5.34.1/index.html"
            })
    void servesNothingElse(String path) {
        assertThat(pod.manage(path).statusCode()).isIn(400, 404);
    }

    @Test
    void servesTheSchemaThatValidatesAndNoEditThatWasRefused() throws IOException {
        edit(SCHEMA, "\"maxLength\": 128", "\"maxLength\": 129");
        await().atMost(SOON).until(() -> pod.manage("/" + SCHEMA).body().contains("129"));

        edit(SCHEMA, "\"maxLength\": 129", "\"maxLength\": -1");
        await().atMost(SOON).until(() -> pod.management("/actuator/routeset").contains("lastRefusal"));

        assertThat(pod.manage("/" + SCHEMA).body()).contains("\"maxLength\": 129");
    }

    @Test
    void refusesADocumentThatRefersToNothing() throws IOException {
        edit("openapi.yaml", "$ref: " + SCHEMA, "$ref: webchat-inti.schema.json");

        await().atMost(SOON)
                .until(() -> pod.management("/actuator/routeset").contains("$ref to 'webchat-inti.schema.json'"));
        assertThat(pod.manage("/openapi.yaml").body()).contains("$ref: " + SCHEMA);
    }

    @Test
    void servesNoDocumentWhereTheRouteSetHasNone() throws IOException {
        Files.delete(directory.resolve("openapi.yaml"));

        await().atMost(SOON).until(() -> pod.manage("/openapi.yaml").statusCode() == 404);
        assertThat(pod.init("an").statusCode()).isEqualTo(503);
    }

    private void edit(String file, String old, String replacement) throws IOException {
        String text = Files.readString(directory.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(directory.resolve(file), text.replace(old, replacement));
    }
}
