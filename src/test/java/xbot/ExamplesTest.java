package xbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.tools.Subcommands;

/** The APIs of docs/examples in one pod, beside the shipped one, as docs/add-an-api.md says. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final String CONVERSATION = "/partner/xpbot/api/webchat/conversation?userId=";

    @TempDir
    private static Path routes;

    @TempDir
    private static Path lost;

    private static final List<String> PROFILES = new CopyOnWriteArrayList<>();
    private static String checked;
    private static String tested;
    private static HttpServer intake;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() throws IOException {
        String paths = "";
        copy(Path.of("routes"));
        try (Stream<Path> examples = Files.list(EXAMPLES)) {
            for (Path example : examples.sorted().toList()) {
                copy(example.resolve("routes"));
                Path path = example.resolve("openapi.yaml");
                paths += Files.exists(path) ? Files.readString(path) : "";
            }
        }
        Path document = routes.resolve("openapi.yaml");
        Files.writeString(
                document, Files.readString(document).replace("\ncomponents:\n", "\n" + paths + "components:\n"));

        Files.writeString(
                routes.resolve("kustomization.yaml"),
                "      - webchat-conversation.camel.yaml\n",
                StandardOpenOption.APPEND);

        // before the pod, as cases and pods of one process share the caches' manager
        checked = run("check");
        tested = run("test");
        intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        intake.createContext("/profiles", exchange -> {
            PROFILES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        intake.start();
        directLine = DirectLineSimulator.start(Settings.of(
                Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop-bot")));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + routes,
                "crm.uri=http://127.0.0.1:" + intake.getAddress().getPort() + "/profiles",
                "crm.lost-directory=" + lost);
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
        intake.stop(0);
    }

    @Test
    void checkFindsNothing() {
        assertThat(checked).endsWith(": 0 errors, 0 warnings\n");
    }

    @Test
    void theirCasesPass() {
        assertThat(tested).contains(" cases, 0 failed, ").contains("webchat-conversation.test.yaml");
    }

    @Test
    void conversationSaysForHowLongAUsersTokenLives() {
        pod.init("known");

        assertThat(conversation("known").body())
                .matches("\\{\"status\":0,\"data\":\\{"
                        + "\"expiresIn\":(3600|35\\d\\d),\"live\":true,\"userId\":\"XCHATBOT.A4B.WEBCHAT.known\"}}");
        assertThat(conversation("unknown").body())
                .isEqualTo("{\"status\":0,\"data\":{\"live\":false,\"userId\":\"XCHATBOT.A4B.WEBCHAT.unknown\"}}");
    }

    @Test
    void crmThatFailsGetsThreeTriesAndThenAFileHasTheProfile() {
        assertThat(pod.init("profile").statusCode()).isEqualTo(200);

        Path file = lost.resolve("profiles.jsonl");
        await().until(() -> Files.exists(file) && Files.readString(file).contains("\"id\":\"profile\""));
        assertThat(PROFILES)
                .filteredOn(profile -> profile.contains("\"profile\""))
                .hasSize(3);
    }

    private static HttpResponse<String> conversation(String userId) {
        return Pod.send(HttpRequest.newBuilder(pod.uri(CONVERSATION + userId))
                .header("x-api-key", "test-gateway-key-a4b")
                .header("xp-api-key", "test-partner-key-a4b")
                .build());
    }

    private static String run(String subcommand) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] arguments = {
            subcommand, routes.toString(), "--crm.uri=https://crm.invalid/profiles", "--crm.lost-directory=/tmp/lost"
        };
        Subcommands.run(XbotRoutes.class, arguments, out, out);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
