package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;
import static xbot.token.Answers.jwt;
import static xbot.token.Answers.token;
import static xbot.token.FaultServer.answering;
import static xbot.token.FaultServer.answeringOnce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers to generate that are odd but fine, requests to stay away, and what is sent. */
class GenerateAnswersTest {

    record Good(String partner, FaultServer.Behaviour behaviour, long expiresIn) {
        @Override
        public String toString() {
            return partner;
        }
    }

    /** @param retryAfter what the caller is told */
    record Throttled(String partner, String header, long retryAfter) {
        @Override
        public String toString() {
            return partner;
        }
    }

    private static final FaultPod POD = new FaultPod();
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    static Stream<Good> goodAnswers() {
        String body = token("c1", "t1", 3600);
        return Stream.of(
                good("opaque-token", Answers.good()),
                good(
                        "jwt",
                        http(200, token("c1", jwt("{\"conv\":\"c1\",\"user\":\"XCHATBOT.JWT.WEBCHAT.an\"}"), 3600))),
                good("jwt-without-user", http(200, token("c1", jwt("{\"conv\":\"c1\"}"), 3600))),
                good("three-parts-no-jwt", http(200, token("c1", "a.b.c", 3600))),
                good("more-fields", http(200, body.replace("}", ",\"streamUrl\":\"wss://x\",\"eTag\":null}"))),
                good("null-error", http(200, body.replace("}", ",\"error\":null}"))),
                good("text-plain", http(200, body, "Content-Type: text/plain")),
                good("chunked", CHUNKED + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"),
                good("continue-first", "HTTP/1.1 100 Continue\r\n\r\n" + Answers.good()),
                good("early-hints-first", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + Answers.good()),
                new Good("http-1-0", answeringOnce("HTTP/1.0 200 OK\r\n\r\n" + body), 3600),
                new Good("closes", answeringOnce(http(200, body, "Connection: close")), 3600),
                new Good("shortest-life", answering(http(200, token("c1", "t1", 60))), 60),
                new Good("longest-life", answering(http(200, token("c1", "t1", 86_400))), 86_400));
    }

    private static Good good(String partner, String answer) {
        return new Good(partner, answering(answer), 3600);
    }

    static Stream<Throttled> throttled() {
        return Stream.of(
                new Throttled("seconds", "Retry-After: 30", 30),
                new Throttled("date", "Retry-After: Wed, 01 Jul 2026 09:00:00 GMT", 3600),
                new Throttled("a-day", "Retry-After: 86400", 86_400),
                new Throttled("for-ever", "Retry-After: 99999999999", 604_800),
                new Throttled("absent", "X-Other: 1", 5),
                new Throttled("garbage", "Retry-After: soon", 5),
                new Throttled("negative", "Retry-After: -5", 5),
                new Throttled("past-date", "Retry-After: Wed, 01 Jul 2020 09:00:00 GMT", 5),
                new Throttled("twice", "Retry-After: 30\r\nRetry-After: 60", 5));
    }

    @BeforeAll
    static void start() {
        goodAnswers().forEach(good -> POD.partner(good.partner, good.behaviour));
        throttled().forEach(row -> POD.partner(row.partner, answering(http(429, "", row.header))));
        POD.partner("no-user", answering(Answers.good()), "bind-user: false")
                .partner(
                        "origins",
                        answering(Answers.good()),
                        "trusted-origins: [\"https://shop.example\", \"https://www.shop.example\"]")
                .partner("well", answering(Answers.good()))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @ParameterizedTest
    @MethodSource("goodAnswers")
    void takesAndKeepsTheToken(Good good) {
        JsonNode first = FaultPod.data(POD.init(good.partner, "an"));
        JsonNode second = FaultPod.data(POD.init(good.partner, "an"));

        assertThat(first.path("conversationId").textValue()).isEqualTo("c1");
        assertThat(first.path("expiresIn").longValue()).isEqualTo(good.expiresIn);
        assertThat(second).isEqualTo(first);
        assertThat(POD.asked(good.partner)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("throttled")
    void staysAwayAsLongAsDirectLineAsks(Throttled row) {
        HttpResponse<String> first = POD.init(row.partner, "an");
        HttpResponse<String> second = POD.init(row.partner, "binh");

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.body()).contains("\"UPSTREAM_UNAVAILABLE\"");
        assertThat(FaultPod.retryAfter(first)).isEqualTo(row.retryAfter);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(FaultPod.retryAfter(second)).isEqualTo(row.retryAfter);
        assertThat(POD.asked(row.partner)).isEqualTo(1);
        assertThat(POD.calls(row.partner, "generate", "throttled")).isEqualTo(1);
        assertThat(POD.init("well", "an").statusCode()).isEqualTo(200);
    }

    @Test
    void asksAgainWhenTheTimeIsOverButAtLeastOnceAMinute() {
        POD.init("seconds", "an");
        POD.init("a-day", "an");
        int seconds = POD.asked("seconds");
        int aDay = POD.asked("a-day");

        POD.clock().move(Duration.ofSeconds(30));
        POD.init("seconds", "an");
        POD.init("a-day", "an");
        int aDayBefore = POD.asked("a-day");
        POD.clock().move(Duration.ofSeconds(30));
        HttpResponse<String> later = POD.init("a-day", "an");

        assertThat(POD.asked("seconds")).isEqualTo(seconds + 1);
        assertThat(aDayBefore).isEqualTo(aDay);
        assertThat(POD.asked("a-day")).isEqualTo(aDay + 1);
        assertThat(FaultPod.retryAfter(later)).isEqualTo(86_400);
    }

    @Test
    void sendsNoUserWhereNoneIsToBeBound() {
        POD.init("no-user", "an");

        assertThat(bodySentTo("no-user")).isEqualTo("{}");
    }

    @Test
    void sendsTrustedOriginsAfterTheUser() {
        POD.init("origins", "an");

        assertThat(bodySentTo("origins"))
                .isEqualTo("{\"user\":{\"id\":\"XCHATBOT.ORIGINS.WEBCHAT.an\",\"name\":\"Nguyễn Văn A\"},"
                        + "\"trustedOrigins\":[\"https://shop.example\",\"https://www.shop.example\"]}");
    }

    private static String bodySentTo(String partner) {
        String request = POD.directLine(partner).requests().get(0);
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}
