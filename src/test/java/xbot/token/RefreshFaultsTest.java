package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.error;
import static xbot.token.Answers.http;
import static xbot.token.Answers.jwt;
import static xbot.token.Answers.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Direct Line does when a token is to be refreshed, the user goes on talking. */
class RefreshFaultsTest {

    /** @param onRefresh what happens on a connection when a request to refresh has been read */
    record Row(String partner, FaultServer.Behaviour onRefresh, String outcome) {
        @Override
        public String toString() {
            return partner;
        }
    }

    private static final FaultPod POD = new FaultPod();
    private static final Duration HALF = Duration.ofMinutes(15);

    static Stream<Row> refusals() {
        return Stream.of(
                refused("status-400", http(400, error("MissingProperty"))),
                refused("status-401", http(401, "")),
                refused("status-403-expired", http(403, error("TokenExpired"))),
                refused("status-403-argument", http(403, error("BadArgument"))),
                refused("status-404", http(404, "<html>")),
                refused("status-410", http(410, "")));
    }

    static Stream<Row> illnesses() {
        return Stream.of(
                ill("status-429", http(429, "", "Retry-After: 1"), "throttled"),
                ill("status-500", http(500, error("ServiceError")), "down"),
                ill("status-503", http(503, ""), "down"),
                new Row("reset", FaultServer.Connection::reset, "broken"),
                new Row("cut-body", FaultServer.once("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), "broken"),
                ill("status-204", "HTTP/1.1 204 No Content\r\n\r\n", "invalid"),
                ill("status-302", http(302, "", "Location: /"), "invalid"),
                ill("html", http(200, "<html>Direct Line</html>"), "invalid"),
                ill("error-object", http(200, error("BadArgument")), "invalid"),
                ill("no-token", http(200, "{\"conversationId\":\"c1\",\"expires_in\":1800}"), "invalid"),
                ill("lifetime-0", http(200, token("c1", "t9", 0)), "invalid"),
                ill("other-conversation", http(200, token("c9", "t9", 1800)), "invalid"),
                ill("jwt-other-conversation", http(200, token("c1", jwt("{\"conv\":\"c9\"}"), 1800)), "invalid"),
                ill(
                        "jwt-other-user",
                        http(200, token("c1", jwt("{\"conv\":\"c1\",\"user\":\"XCHATBOT.A4B.WEBCHAT.an\"}"), 1800)),
                        "invalid"));
    }

    private static Row refused(String partner, String answer) {
        return ill(partner, answer, "refused");
    }

    private static Row ill(String partner, String answer, String outcome) {
        return new Row(partner, connection -> connection.send(answer), outcome);
    }

    /** Generates c1/t1, c2/t2 and so on, each for half an hour. */
    private static FaultServer.Behaviour generatesBut(FaultServer.Behaviour onRefresh) {
        AtomicInteger generated = new AtomicInteger();
        return connection -> {
            String request = connection.request();
            while (!request.isEmpty()) {
                if (request.startsWith("POST /v3/directline/tokens/generate ")) {
                    int n = generated.incrementAndGet();
                    connection.send(http(200, token("c" + n, "t" + n, 1800)));
                } else {
                    onRefresh.serve(connection);
                }
                request = connection.request();
            }
        };
    }

    @BeforeAll
    static void start() {
        Stream.concat(refusals(), illnesses()).forEach(row -> POD.partner(row.partner, generatesBut(row.onRefresh)));
        POD.partner("well", generatesBut(connection -> connection.send(http(200, token("c1", "t9", 1800)))))
                .partner("all-refused", generatesBut(connection -> connection.send(http(403, ""))))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void startsANewConversationInTheSameRequest(Row row) {
        JsonNode first = FaultPod.data(POD.init(row.partner, "an"));
        POD.clock().move(HALF);

        JsonNode second = FaultPod.data(POD.init(row.partner, "an"));
        JsonNode third = FaultPod.data(POD.init(row.partner, "an"));

        assertThat(first.path("conversationId").textValue()).isEqualTo("c1");
        assertThat(second.path("conversationId").textValue()).isEqualTo("c2");
        assertThat(second.path("expiresIn").longValue()).isEqualTo(1800);
        assertThat(third).as("the new one is kept").isEqualTo(second);
        assertThat(calls(row.partner)).containsExactly("generate", "refresh", "generate");
        assertThat(POD.calls(row.partner, "refresh", "refused")).isEqualTo(1);
        assertThat(POD.tokens(row.partner, "generated")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("illnesses")
    void answersTheOldTokenWithItsTrueSeconds(Row row) {
        FaultPod.data(POD.init(row.partner, "an"));
        POD.clock().move(HALF.plusSeconds(7));

        JsonNode second = FaultPod.data(POD.init(row.partner, "an"));

        assertThat(second.path("conversationId").textValue()).isEqualTo("c1");
        assertThat(second.path("token").textValue()).isEqualTo("t1");
        assertThat(second.path("expiresIn").longValue()).isEqualTo(893);
        assertThat(calls(row.partner)).containsExactly("generate", "refresh");
        assertThat(POD.calls(row.partner, "refresh", row.outcome)).isEqualTo(1);
        assertThat(POD.tokens(row.partner, "stale")).isEqualTo(1);
    }

    @Test
    void refreshesOnlyInTheSecondHalfOfAShortLife() {
        FaultPod.data(POD.init("well", "an"));
        POD.clock().move(HALF.minusSeconds(1));
        JsonNode early = FaultPod.data(POD.init("well", "an"));
        POD.clock().move(Duration.ofSeconds(1));

        JsonNode late = FaultPod.data(POD.init("well", "an"));
        JsonNode again = FaultPod.data(POD.init("well", "an"));

        assertThat(early.path("expiresIn").longValue()).isEqualTo(901);
        assertThat(late.path("token").textValue()).isEqualTo("t9");
        assertThat(late.path("conversationId").textValue()).isEqualTo("c1");
        assertThat(again).isEqualTo(late);
        assertThat(calls("well")).containsExactly("generate", "refresh");
    }

    @Test
    void answers502WhenTheNewConversationIsRefusedToo() {
        FaultPod.data(POD.init("all-refused", "an"));
        POD.clock().move(HALF);
        POD.directLine("all-refused").become(FaultServer.answering(http(403, error("BadArgument"))));
        POD.directLine("all-refused").hangUp();

        HttpResponse<String> second = POD.init("all-refused", "an");

        assertThat(second.statusCode()).isEqualTo(502);
        assertThat(calls("all-refused")).containsExactly("generate", "refresh", "generate");
    }

    private static List<String> calls(String partner) {
        return POD.directLine(partner).requests().stream()
                .map(request -> request.replaceFirst("(?s)POST /v3/directline/tokens/(\\w+) .*", "$1"))
                .toList();
    }
}
