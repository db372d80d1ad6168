package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.front.Requests.KEYS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import xbot.Pod;

/** Routes that answer what cannot be sent, or more than is theirs to say. */
class RouteExchangeTest {

    private static final String ROUTES = """
            - route:
                id: odd-%1$s
                description: Answers in an odd way
                from:
                  uri: platform-http:/odd/%1$s
                  steps:
                    %2$s
            """;

    @TempDir
    private static Path routes;

    private static Pod pod;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        Files.writeString(
                routes.resolve("odd.camel.yaml"),
                odd("injection", "- setHeader: {name: X-Odd, simple: '${body}'}")
                        + odd("folding", "- setHeader: {name: X-Odd, constant: \"a\\r\\n b\"}")
                        + odd("name", "- setHeader: {name: 'X Odd', constant: x}")
                        + odd("status", "- setHeader: {name: CamelHttpResponseCode, constant: '999'}")
                        + odd("interim", "- setHeader: {name: CamelHttpResponseCode, constant: '100'}")
                        + odd("text", "- setHeader: {name: CamelHttpResponseCode, constant: 'none'}")
                        + odd("calls", "- setProperty: {name: upstreamCalls, constant: 'many'}")
                        + odd("failure", "- throwException: {exceptionType: java.io.IOException, message: canary}")
                        + odd("silence", "- setBody: {constant: ok}")
                        + odd(
                                "owned",
                                "- setHeader: {name: Content-Length, constant: '1'}\n"
                                        + "        - setHeader: {name: Server, constant: 'xbot'}\n"
                                        + "        - setHeader: {name: Content-Type, constant: 'text/html'}\n"
                                        + "        - setHeader: {name: Connection, constant: 'close'}\n"
                                        + "        - setHeader: {name: X-Request-Id, constant: 'mine'}\n"
                                        + "        - setHeader: {name: X-Own, constant: 'mine'}\n"
                                        + "        - setBody: {constant: ok}"));
        pod = Pod.start(
                "partners:\n" + Pod.partner("a4b", java.net.URI.create("http://127.0.0.1:1")),
                Clock.systemUTC(),
                "xbot.routes.directory=" + routes);
    }

    private static String odd(String name, String steps) {
        return ROUTES.formatted(name, steps);
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"injection", "folding", "name", "status", "interim", "text", "calls", "failure"})
    void answers500ForWhatCannotBeSent(String route) {
        try (RawConnection caller = new RawConnection(pod.port())) {
            RawConnection.Answer answer =
                    caller.send(call(route, "a\r\nX-Injected: b")).read();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"INTERNAL_ERROR\"").doesNotContain("canary");
            assertThat(answer.headers()).doesNotContainKeys("x-injected", "x-odd");
            assertThat(caller.send(call("silence", "")).read().status()).isEqualTo(200);
        }
    }

    @Test
    void sendsNoHeaderOfTheRequestBack() {
        try (RawConnection caller = new RawConnection(pod.port())) {
            RawConnection.Answer answer = caller.send(call("silence", "x")).read();

            assertThat(answer.headers().keySet())
                    .containsExactlyInAnyOrder(
                            "content-type",
                            "cache-control",
                            "x-request-id",
                            "x-content-type-options",
                            "content-length");
        }
    }

    @Test
    void takesNoHeaderFromARouteThatIsTheServersOwn() {
        try (RawConnection caller = new RawConnection(pod.port())) {
            RawConnection.Answer answer = caller.send(call("owned", "x")).read();

            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.header("x-request-id")).isEqualTo("given");
            assertThat(answer.header("x-own")).isEqualTo("mine");
            assertThat(answer.headers()).doesNotContainKeys("server", "connection");
        }
    }

    private static String call(String route, String body) {
        return "POST /odd/" + route + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: given\r\nX-Custom: a\r\nX-Custom: b\r\n"
                + "Cookie: a=b\r\nAccept: */*\r\norg.apache.camel.x: y\r\nCamelHttpResponseCode: 204\r\n" + KEYS
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
