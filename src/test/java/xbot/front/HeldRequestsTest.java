package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Requests that a route does not let go. */
@ExtendWith(OutputCaptureExtension.class)
class HeldRequestsTest {

    @TempDir
    private static Path directory;

    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() throws IOException {
        directLine = DirectLineSimulator.start(Settings.of(Map.of()));
        write("waits", "- delay: {id: hold-%1$s, expression: {constant: 5000}}");
        write("blocks", "- delay: {id: hold-%1$s, asyncDelayed: false, expression: {constant: 5000}}");
        write("turns", """
                - loop:
                            id: turn
                            doWhile: true
                            simple: "true"
                            steps:
                              - setHeader: {id: hold-%1$s, name: a, constant: a}""");
        write("answers", "- delay: {id: hold-%1$s, expression: {constant: 1000}}");
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + directory,
                "xbot.http.slow-answer=100ms",
                "xbot.http.answer-timeout=1500ms");
    }

    private static void write(String id, String step) throws IOException {
        Files.writeString(directory.resolve(id + ".camel.yaml"), """
                - route:
                    id: %1$s
                    from:
                      uri: platform-http:/%1$s
                      steps:
                        %2$s
                        - setBody: {id: answer-%1$s, constant: done}
                """.formatted(id, step.formatted(id)));
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"waits", "blocks", "turns"})
    void areAnsweredWhenTheirTimeIsOver(String route, CapturedOutput output) {
        HttpResponse<String> answer = ask(route);

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"ANSWER_TIMEOUT\"");
        assertThat(output).containsPattern(route + "(/[\\w-]+)? has held it for \\d+ ms, and is answered 504");
        assertThat(pod.management("/actuator/prometheus"))
                .contains("xbot_requests_held_total{outcome=\"ended\",route=\"" + route + "\"");
    }

    @Test
    void areNamedWhenTheyAreSlow(CapturedOutput output) {
        HttpResponse<String> answer = ask("answers");

        assertThat(answer.body()).isEqualTo("done");
        assertThat(output).containsPattern("answers/hold-answers has held it for \\d+ ms");
        assertThat(output).doesNotContainPattern("answers/hold-answers has held it for \\d+ ms, and is answered");
    }

    @Test
    void leaveTheirThreadToOthers() {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            assertThat(ask("blocks").statusCode()).isEqualTo(504);
        }

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("route-\\d+"))
                .noneMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }

    private static HttpResponse<String> ask(String route) {
        return Pod.send(HttpRequest.newBuilder(pod.uri("/" + route)).build());
    }
}
