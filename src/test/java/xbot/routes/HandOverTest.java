package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** What is handed on beside the answers, to a CRM that accepts and never answers. */
@ExtendWith(OutputCaptureExtension.class)
class HandOverTest {

    private static final int MOST = 20;
    private static final int REQUESTS = 60;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path routes;

    @TempDir
    private Path written;

    private DirectLineSimulator directLine;
    private ServerSocket crm;

    @BeforeEach
    void start() throws IOException {
        directLine = DirectLineSimulator.start(Settings.of(
                Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop-bot")));
        crm = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        directLine.close();
        crm.close();
    }

    @Test
    void dropsAndCountsWhatIsMoreThanTheLimitAndEndsTheRestByTheTimeout() throws IOException {
        sendProfilesToTheCrm("");
        try (Pod pod = start("xbot.routes.call-timeout=2s")) {
            requests(pod, REQUESTS);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(failed() + dropped(pod))
                            .as("each is dropped or reaches the error handling of its route")
                            .isEqualTo(REQUESTS));
            assertThat(dropped(pod)).isBetween(1.0, REQUESTS - MOST + 0.0);
        }
    }

    @Test
    void aReloadWaitsForWhatIsHandedOn(CapturedOutput output) throws IOException {
        sendProfilesToTheCrm("");
        try (Pod pod = start("xbot.routes.call-timeout=3s")) {
            requests(pod, 10);

            sendProfilesToTheCrm("# edited");

            await().atMost(SOON).until(() -> output.getOut().contains("is closed"));
            assertThat(failed()).isEqualTo(10);
            assertThat(output.getOut())
                    .contains("0 requests and 0 exchanges beside an answer were cut off")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void aReloadCutsOffWhatTakesTooLongInOneLine(CapturedOutput output) throws IOException {
        sendProfilesToTheCrm("");
        try (Pod pod = start("xbot.routes.call-timeout=60s", "xbot.routes.retire-timeout=1s")) {
            requests(pod, 10);

            sendProfilesToTheCrm("# edited");

            await().atMost(SOON).until(() -> output.getOut().contains("is closed"));
            assertThat(failed()).as("reached the error handling of their route").isEqualTo(10);
            assertThat(output.getOut())
                    .contains("0 requests and 10 exchanges beside an answer were cut off")
                    .doesNotContain("ERROR")
                    .doesNotContain("WARN");
        }
    }

    @Test
    void theStopOfThePodWaitsForWhatIsHandedOn(CapturedOutput output) throws IOException {
        sendProfilesToTheCrm("");
        try (Pod pod = start("xbot.routes.call-timeout=3s")) {
            requests(pod, 10);
        }
        assertThat(failed()).isEqualTo(10);
        assertThat(output.getOut()).doesNotContain("ERROR").doesNotContain("WARN");
    }

    private Pod start(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "xbot.routes.directory=" + routes,
                "xbot.routes.poll-interval=100ms",
                "xbot.routes.max-handed-on=" + MOST));
        all.addAll(List.of(properties));
        return Pod.start(directLine.baseUri(), Clock.systemUTC(), all.toArray(String[]::new));
    }

    private static void requests(Pod pod, int number) {
        List<HttpResponse<String>> answers = IntStream.range(0, number)
                .mapToObj(i -> pod.init("a4b", "user-" + i))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }

    private static double dropped(Pod pod) {
        return pod.metric("xbot_user_profiles_dropped_total");
    }

    private long failed() throws IOException {
        Path file = written.resolve("failed");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private void sendProfilesToTheCrm(String comment) throws IOException {
        Files.writeString(
                routes.resolve("user-profile.camel.yaml"), """
                # direct:user-profile %s
                - route:
                    id: user-profile
                    routeConfigurationId: webchat-token-errors
                    from:
                      uri: direct:user-profile
                      steps:
                        - doTry:
                            steps:
                              - setBody: {constant: profile}
                              - to: {uri: "vertx-http:http://127.0.0.1:%d/profiles", parameters: {httpMethod: POST}}
                            doCatch:
                              - exception: [java.lang.Exception]
                                steps:
                                  - setBody: {simple: "${exception.class.simpleName}"}
                                  - to:
                                      uri: file:%s
                                      parameters: {fileName: failed, fileExist: Append, appendChars: "\\\\n"}
                """.formatted(comment, crm.getLocalPort(), written));
    }
}
