package xbot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/**
 * Follows docs/operations.md word for word: its commands are run as they stand there, but for the management port. The
 * cluster is this test, which takes what {@code kubectl apply} sends and mounts it as a kubelet does.
 */
class RotationIT {

    private static final Path OPERATIONS = Path.of("docs/operations.md");
    private static final String OLD_KEY = "test-gateway-key-a4b";
    private static final Pattern NEW_KEY =
            Pattern.compile("^(xk_\\S+)$.*^(- \\{id: (\\S+), .*\\})$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String CLUSTER = """
            #!/bin/sh
            for word in "$@"; do
              if [ "$word" = apply ]; then exec cat >applied/$$; fi
            done
            exec "$KUBECTL" "$@"
            """;

    private final DirectLineSimulator directLine = DirectLineSimulator.start(
            Settings.of(Map.of("first-secret", "a4b-bot", "second-secret", "a4b-bot", "shop-secret", "shop-bot")));

    @TempDir
    Path directory;

    private Path partners;
    private Map<String, SecretVolume> volumes;
    private PodProcess pod;
    private int users;

    @BeforeEach
    void start() throws Exception {
        Programs.require("kubectl");
        volumes = Map.of(
                "xbot-partners", new SecretVolume(directory.resolve("partners")),
                "xbot-direct-line", new SecretVolume(directory.resolve("secrets")));
        Files.createSymbolicLink(directory.resolve("target"), Path.of("target").toAbsolutePath());
        Files.createDirectory(directory.resolve("applied"));
        Path kubectl = Files.writeString(
                Files.createDirectory(directory.resolve("bin")).resolve("kubectl"), CLUSTER);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("a4b.secret"), "first-secret\n");
        Files.writeString(directory.resolve("shop.secret"), "shop-secret\n");
        partners = Files.writeString(
                directory.resolve("partners.yaml"),
                Pod.partners(directLine.baseUri())
                        .replaceAll(
                                "secret: test-direct-line-secret-",
                                "secret-file: "
                                        + volumes.get("xbot-direct-line").file("") + "/"));
        for (String command : Runbook.commands(OPERATIONS, "Add a partner")) {
            run(command);
        }
        pod = new PodProcess(
                        directory,
                        Path.of("routes"),
                        volumes.get("xbot-partners").file("partners.yaml"))
                .start()
                .awaitReady();
    }

    @AfterEach
    void stop() {
        if (pod != null) {
            pod.close();
        }
        directLine.close();
    }

    @Test
    void replacesAKeyWithoutARefusedRequest() throws Exception {
        List<String> commands = Runbook.commands(OPERATIONS, "Rotate a key");
        assertThat(commands).hasSize(3);
        assertThat(status(OLD_KEY)).isEqualTo(200);

        Matcher made = NEW_KEY.matcher(run(commands.get(0)));
        assertThat(made.find()).isTrue();
        String oldLine = "- {id: gw-test, sha256: " + Pod.sha256(OLD_KEY) + "}";
        edit(oldLine, oldLine + "\n      " + made.group(2));
        run(commands.get(1));
        withinTenSeconds().until(() -> status(made.group(1)) == 200);
        assertThat(status(OLD_KEY)).isEqualTo(200);

        double oldKeyRests = lastUsed(commands.get(2), "gw-test");
        await().atMost(10, SECONDS).until(() -> {
            assertThat(status(made.group(1))).isEqualTo(200);
            return lastUsed(commands.get(2), made.group(3)) > oldKeyRests;
        });
        assertThat(lastUsed(commands.get(2), "gw-test")).isEqualTo(oldKeyRests).isPositive();

        edit(oldLine + "\n      ", "");
        run(commands.get(1));
        withinTenSeconds().until(() -> status(OLD_KEY) == 401);
        assertThat(status(made.group(1))).isEqualTo(200);
        assertThat(run(commands.get(2))).doesNotContain("gw-test\",kind=\"gateway\",partner=\"a4b");
    }

    @Test
    void asksDirectLineWithTheOtherSecretAndKeepsItsTokens() throws Exception {
        assertThat(status(OLD_KEY)).isEqualTo(200);
        assertThat(secretOfTheLastCall()).isEqualTo("Bearer first-secret");

        Files.writeString(directory.resolve("a4b.secret"), "second-secret\n");
        for (String command : Runbook.commands(OPERATIONS, "Rotate a Direct Line secret")) {
            run(command);
        }

        withinTenSeconds().until(() -> {
            assertThat(status(OLD_KEY)).isEqualTo(200);
            return secretOfTheLastCall().equals("Bearer second-secret");
        });
        int calls = directLine.calls().size();
        users = 0;
        assertThat(status(OLD_KEY)).isEqualTo(200);
        assertThat(directLine.calls()).hasSize(calls);
    }

    /** What a command prints; a Secret that it applies is mounted. */
    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder(
                        "bash", "-euo", "pipefail", "-c", command.replace(":8081/", ":" + port() + "/"))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        String path = bash.environment().get("PATH");
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        bash.environment()
                .put(
                        "KUBECTL",
                        Programs.run("sh", "-c", "command -v kubectl").output().strip());
        bash.environment().put("PATH", directory.resolve("bin") + ":" + java + ":" + path);
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        mountWhatWasApplied();
        return output;
    }

    private int port() {
        return pod == null ? 0 : pod.managementPort();
    }

    private void mountWhatWasApplied() throws IOException {
        for (File applied : directory.resolve("applied").toFile().listFiles()) {
            JsonNode secret = new YAMLMapper().readTree(applied);
            Map<String, byte[]> files = new HashMap<>();
            for (var file : secret.path("data").properties()) {
                files.put(file.getKey(), file.getValue().binaryValue());
            }
            volumes.get(secret.at("/metadata/name").asText()).write(files);
            Files.delete(applied.toPath());
        }
    }

    private void edit(String old, String changed) throws IOException {
        String before = Files.readString(partners);
        assertThat(before).contains(old);
        Files.writeString(partners, before.replace(old, changed));
    }

    private double lastUsed(String command, String key) throws IOException, InterruptedException {
        return run(command)
                .lines()
                .filter(line -> line.contains("key=\"" + key + "\"") && line.contains("kind=\"gateway\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory withinTenSeconds() {
        return await().atMost(10, SECONDS);
    }

    private String secretOfTheLastCall() {
        var calls = directLine.calls();
        return calls.get(calls.size() - 1).header("Authorization").get(0);
    }

    /** For a user that was not asked for before. */
    private int status(String gatewayKey) {
        URI uri = pod.uri();
        return Pod.send(HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("x-api-key", gatewayKey)
                        .header("xp-api-key", "test-partner-key-a4b")
                        .POST(HttpRequest.BodyPublishers.ofString(Pod.body("user" + users++)))
                        .build())
                .statusCode();
    }
}
