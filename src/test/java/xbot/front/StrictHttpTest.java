package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.front.Requests.BODY;
import static xbot.front.Requests.CANARY;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.LENGTH;
import static xbot.front.Requests.chunk;
import static xbot.front.Requests.chunked;
import static xbot.front.Requests.host;
import static xbot.front.Requests.line;
import static xbot.front.Requests.post;
import static xbot.front.Requests.target;
import static xbot.front.Requests.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** What the traffic port makes of HTTP in all shapes, byte by byte. */
class StrictHttpTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PATH = Pod.PATH;
    private static final Map<Integer, String> CODES = Map.of(
            400, "INVALID_REQUEST",
            401, "INVALID_KEY",
            404, "NOT_FOUND",
            405, "METHOD_NOT_ALLOWED",
            413, "PAYLOAD_TOO_LARGE",
            414, "URI_TOO_LONG",
            415, "UNSUPPORTED_MEDIA_TYPE",
            431, "HEADERS_TOO_LARGE");
    private static final String TLS_CLIENT_HELLO = "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003"
            + "\u0011".repeat(32)
            + "\u0000\u0000\u0002\u00c0/\u0001\u0000\r\n\r\n";

    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        directLine = DirectLineSimulator.start(
                Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop")));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.http.idle-timeout=1s",
                "xbot.http.keep-alive-timeout=1s");
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "xbot.front.HttpShapes#framing",
        "xbot.front.HttpShapes#heads",
        "xbot.front.HttpShapes#targets",
        "xbot.front.HttpShapes#queries",
        "xbot.front.HttpShapes#bodies",
        "xbot.front.HttpShapes#keyHeaders"
    })
    void answersEachShapeOfARequest(HttpShapes.Case shape) throws IOException {
        try (RawConnection caller = connect()) {
            trySend(caller, shape.raw());

            RawConnection.Answer answer = caller.read();

            assertThat(answer).as("an answer").isNotNull();
            assertThat(answer.status()).as(answer.toString()).isIn(shape.statuses());
            assertHasTheHeadersOfAllAnswers(answer);
            assertEchoesNothing(answer);
            if (answer.status() != 200) {
                assertIsAFailure(answer);
            }
            if (shape.then() == HttpShapes.Then.CLOSED) {
                assertThat(caller.isClosed()).isTrue();
            } else if (shape.then() == HttpShapes.Then.OPEN) {
                assertThat(caller.send(GOOD).read().status()).isEqualTo(200);
            }
        }
        assertServesOn();
    }

    /** The answer may come, and the connection may end, while the request is still being sent. */
    private static void trySend(RawConnection caller, String raw) {
        try {
            caller.send(raw);
        } catch (java.io.UncheckedIOException e) {
            assertThat(e.getMessage()).containsAnyOf("Broken pipe", "reset");
        }
    }

    private static void assertHasTheHeadersOfAllAnswers(RawConnection.Answer answer) {
        Set<String> names = new HashSet<>(answer.headers().keySet());
        names.removeAll(Set.of("allow", "www-authenticate", "connection"));

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "content-type", "cache-control", "x-request-id", "x-content-type-options", "content-length");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("x-request-id")).matches("[0-9a-f]{32}");
        assertThat(answer.header("allow")).isEqualTo(answer.status() == 405 ? "POST" : null);
        assertThat(answer.header("www-authenticate")).isEqualTo(answer.status() == 401 ? "ApiKey" : null);
    }

    private static void assertEchoesNothing(RawConnection.Answer answer) {
        assertThat(answer.version()).startsWith("HTTP/1.");
        assertThat(answer.toString()).doesNotContain(CANARY, "test-", "initForClient", "netty", "vertx", "java");
    }

    private static void assertIsAFailure(RawConnection.Answer answer) throws IOException {
        JsonNode envelope = MAPPER.readTree(answer.body());
        Set<String> names = new HashSet<>();
        envelope.fieldNames().forEachRemaining(names::add);
        names.remove("errors");

        assertThat(names).containsExactlyInAnyOrder("status", "code", "message", "requestId");
        assertThat(envelope.path("status").intValue()).isEqualTo(1);
        assertThat(envelope.path("code").textValue()).isEqualTo(CODES.get(answer.status()));
        assertThat(envelope.path("message").textValue()).isNotBlank();
        assertThat(envelope.path("requestId").textValue()).isEqualTo(answer.header("x-request-id"));
    }

    private static void assertServesOn() {
        try (RawConnection other = connect()) {
            assertThat(other.send(GOOD).read().status()).isEqualTo(200);
        }
    }

    private static RawConnection connect() {
        return new RawConnection(pod.port());
    }

    @Test
    void keepsTheCallersRequestIdWhoeverAnswers() {
        try (RawConnection caller = connect()) {
            assertThat(caller.send(with("X-Request-Id: A.b_c-9")).read().header("x-request-id"))
                    .isEqualTo("A.b_c-9");
            assertThat(caller.send("GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: A.b_c-9\r\n\r\n")
                            .read()
                            .header("x-request-id"))
                    .isEqualTo("A.b_c-9");
        }
    }

    @Test
    void replacesARequestIdThatIsNone() {
        try (RawConnection caller = connect()) {
            assertThat(caller.send(with("X-Request-Id: <script>")).read().header("x-request-id"))
                    .matches("[0-9a-f]{32}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 100, 1000})
    void answersPipelinedRequestsInOrder(int count) {
        try (RawConnection caller = connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String id = "X-Request-Id: n" + i + "\r\n";
                requests.append(
                        i % 3 == 1
                                ? "GET /x HTTP/1.1\r\nHost: x\r\n" + id + "\r\n"
                                : post(id + "Content-Length: " + (BODY.length() + i) + "\r\n", BODY + " ".repeat(i)));
            }
            Thread sender = new Thread(() -> caller.send(requests.toString()));
            sender.start();

            for (int i = 0; i < count; i++) {
                RawConnection.Answer answer = caller.read();
                assertThat(answer.header("x-request-id")).isEqualTo("n" + i);
                assertThat(answer.status()).isEqualTo(i % 3 == 1 ? 404 : 200);
            }
        }
    }

    @Test
    void answersWhatCameBeforeTrailingGarbageAndThenRefuses() {
        try (RawConnection caller = connect()) {
            caller.send(GOOD + "garbage\r\n\r\n" + GOOD);

            assertThat(caller.read().status()).isEqualTo(200);
            assertThat(caller.read().status()).isEqualTo(400);
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void answersWhatCameBeforeABadChunkAndThenRefuses() {
        try (RawConnection caller = connect()) {
            caller.send(GOOD + chunked("zz\r\n" + BODY) + GOOD);

            assertThat(caller.read().status()).isEqualTo(200);
            assertThat(caller.read().status()).isEqualTo(400);
            assertThat(caller.isClosed()).isTrue();
        }
    }

    static Stream<String> doubtful() {
        return Stream.of(
                post("Transfer-Encoding: xchunked\r\n", ""),
                post("Transfer-Encoding: identity\r\n", ""),
                post("Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n"),
                post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
                post("Content-Length: 0\r\nContent-Length: 9\r\n", ""),
                chunked("zz\r\n\r\n"),
                chunked("0 zz\r\n\r\n"),
                " " + line("POST " + PATH + " HTTP/1.1"),
                line("POST\r" + PATH + "\rHTTP/1.1"),
                host(""),
                target("http://xbot/").replace(LENGTH, "Transfer-Encoding: gzip\r\n"),
                line("POST " + PATH + " HTTP/2.0"));
    }

    /** Answered or not: what follows a request whose end is in doubt must not reach a route. */
    @ParameterizedTest
    @MethodSource("doubtful")
    void servesNothingThatHidesBehindADoubtfulRequest(String raw) {
        int before = directLine.calls().size();

        try (RawConnection caller = connect()) {
            assertThat(caller.send(raw + GOOD.replace("raw", "nju")).read().status())
                    .isEqualTo(400);
            assertThat(caller.isClosed()).isTrue();
        }

        assertServesOn();
        assertThat(directLine.calls()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"'', 200", "' \t', 200", "; x=y, 200", "' x', 400", "x, 400"})
    void judgesARequestThatComesByteByByteAsOneThatComesAtOnce(String behindTheSize, int status) {
        String judged = chunked(chunk().replaceFirst("\r\n", behindTheSize + "\r\n") + "0\r\n\r\n");
        try (RawConnection caller = connect()) {
            for (String request : List.of(chunked(chunk() + "0\r\n\r\n"), judged)) {
                request.chars().forEach(octet -> trySend(caller, "" + (char) octet));

                assertThat(caller.read().status()).isEqualTo(request.equals(judged) ? status : 200);
            }
        }
    }

    @Test
    void closesOnACallerThatSpeaksTls() {
        try (RawConnection caller = connect()) {
            RawConnection.Answer answer = caller.send(TLS_CLIENT_HELLO).read();

            assertThat(answer == null ? 400 : answer.status()).isEqualTo(400);
            assertThat(caller.isClosed()).isTrue();
        }
        assertServesOn();
    }

    @Test
    void closesOnCallersThatSayNoMore() {
        List<RawConnection> callers = Stream.of("", "\r\n\r\n", "POST", GOOD.substring(0, 100), GOOD.substring(0, 20))
                .map(start -> connect().send(start))
                .toList();

        assertThat(callers).allMatch(RawConnection::isClosed);
    }

    @Test
    void answersHeadWithoutABody() {
        try (RawConnection caller = connect()) {
            caller.send("HEAD " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n" + GOOD);

            assertThat(caller.read().status()).isEqualTo(405);
            assertThat(caller.read().status()).isEqualTo(200);
        }
    }
}
