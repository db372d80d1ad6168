package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.error;
import static xbot.token.Answers.http;
import static xbot.token.Answers.jwt;
import static xbot.token.Answers.token;
import static xbot.token.FaultServer.answering;
import static xbot.token.FaultServer.answeringOnce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever Direct Line does when a token is to be generated, the caller gets an envelope, and it is asked no more than allowed. */
@ExtendWith(OutputCaptureExtension.class)
class GenerateFaultsTest {

    /** One way to fail, at a partner of its own, as breaker, throttle and retry budget are per partner. */
    record Row(String partner, FaultServer.Behaviour behaviour, int status, String code, int calls, String outcome) {
        @Override
        public String toString() {
            return partner + ": " + status;
        }
    }

    private static final int ALL_TRIES = 3;
    private static final String JWT_OTHER_CONVERSATION = jwt("{\"conv\":\"other\"}");
    private static final String JWT_OTHER_USER = jwt("{\"conv\":\"c1\",\"user\":\"XCHATBOT.SHOP.WEBCHAT.an\"}");

    private static final FaultPod POD = new FaultPod();
    private static FaultServer redirectTarget;

    static Stream<Row> rows() {
        return Stream.of(
                // the connection breaks
                broken("reset-after-accept", FaultServer.Connection::reset),
                broken("reset-after-request", connection -> {
                    connection.request();
                    connection.reset();
                }),
                broken("empty-answer", FaultServer.Connection::request),
                broken("random-bytes", connection -> {
                    connection.request();
                    byte[] noise = new byte[2000];
                    new Random(42).nextBytes(noise);
                    connection.send(noise);
                }),
                broken(
                        "bad-chunks",
                        answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n0\r\n\r\n")),
                broken(
                        "cut-chunks",
                        answeringOnce("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"conv")),
                broken("cut-body", answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"conversationId\"")),
                broken("huge-header", answeringOnce("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")),
                broken("not-http", answeringOnce("SSH-2.0-OpenSSH_9.6\r\n")),
                // it is down
                down("status-500", http(500, error("ServiceError"))),
                down("status-502", http(502, "<html>Bad Gateway</html>")),
                down("status-503", http(503, "")),
                down("status-504", http(504, "")),
                // it refuses us
                callRefused("status-400", http(400, error("MissingProperty"))),
                refused("status-401", http(401, "")),
                refused("status-403", http(403, error("BadArgument"), "x-ms-request-id: ms-4711")),
                callRefused("status-404", http(404, "<html>")),
                callRefused("status-410", http(410, "")),
                // it answers what is no token
                invalid("status-204", "HTTP/1.1 204 No Content\r\n\r\n"),
                invalid("status-201", http(201, token("c1", "t1", 3600))),
                invalid("status-304", "HTTP/1.1 304 Not Modified\r\n\r\n"),
                invalid("early-status-102", "HTTP/1.1 102 Processing\r\n\r\n" + Answers.good()),
                invalid("empty-body", http(200, "")),
                invalid("html", http(200, "<html>Direct Line</html>")),
                invalid("error-object", http(200, error("BadArgument"))),
                invalid(
                        "error-and-token",
                        http(200, "{\"error\":{},\"conversationId\":\"c1\",\"token\":\"t1\",\"expires_in\":3600}")),
                invalid("cut-json", http(200, "{\"conversationId\":\"c1\",\"tok")),
                invalid("json-array", http(200, "[" + token("c1", "t1", 3600) + "]")),
                invalid("two-objects", http(200, token("c1", "t1", 3600) + token("c2", "t2", 3600))),
                invalid("no-token", http(200, "{\"conversationId\":\"c1\",\"expires_in\":3600}")),
                invalid("blank-token", http(200, token("c1", " ", 3600))),
                invalid("number-token", http(200, "{\"conversationId\":\"c1\",\"token\":1,\"expires_in\":3600}")),
                invalid("no-conversation", http(200, "{\"token\":\"t1\",\"expires_in\":3600}")),
                invalid("no-lifetime", http(200, "{\"conversationId\":\"c1\",\"token\":\"t1\"}")),
                invalid("lifetime-minus-1", http(200, token("c1", "t1", -1))),
                invalid("lifetime-0", http(200, token("c1", "t1", 0))),
                invalid("lifetime-59", http(200, token("c1", "t1", 59))),
                invalid("lifetime-86401", http(200, token("c1", "t1", 86_401))),
                invalid("lifetime-1e12", http(200, token("c1", "t1", "1e12"))),
                invalid("lifetime-huge", http(200, token("c1", "t1", "9".repeat(900)))),
                invalid("lifetime-fraction", http(200, token("c1", "t1", "3600.5"))),
                invalid("lifetime-text", http(200, token("c1", "t1", "\"1800\""))),
                invalid("lifetime-null", http(200, token("c1", "t1", "null"))),
                invalid("jwt-other-conversation", http(200, token("c1", JWT_OTHER_CONVERSATION, 3600))),
                invalid("jwt-other-user", http(200, token("c1", JWT_OTHER_USER, 3600))),
                invalid("jwt-no-claims", http(200, token("c1", "e30.!!!.x", 3600))),
                invalid("length-50-mb", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
                    sendEndlessly(connection);
                }),
                invalid("endless-chunks", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    sendEndlessly(connection);
                }),
                invalid("gzip-bomb", connection -> {
                    connection.request();
                    byte[] bomb = bomb();
                    connection.send(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
                    connection.send(bomb);
                }),
                // it sends us elsewhere
                redirect(301),
                redirect(302),
                redirect(303),
                redirect(307),
                redirect(308));
    }

    private static Row broken(String partner, FaultServer.Behaviour behaviour) {
        return new Row(partner, behaviour, 502, "UPSTREAM_ERROR", ALL_TRIES, "broken");
    }

    private static Row down(String partner, String answer) {
        return new Row(partner, answering(answer), 503, "UPSTREAM_UNAVAILABLE", ALL_TRIES, "down");
    }

    private static Row refused(String partner, String answer) {
        return new Row(partner, answering(answer), 502, "UPSTREAM_ERROR", 1, "refused");
    }

    private static Row callRefused(String partner, String answer) {
        return new Row(partner, answering(answer), 502, "UPSTREAM_ERROR", 1, "call-refused");
    }

    private static Row invalid(String partner, String answer) {
        return invalid(partner, answering(answer));
    }

    private static Row invalid(String partner, FaultServer.Behaviour behaviour) {
        return new Row(partner, behaviour, 502, "UPSTREAM_ERROR", 1, "invalid");
    }

    private static Row redirect(int status) {
        return invalid(
                "status-" + status,
                connection -> answering(http(
                                status, "", "Location: " + redirectTarget.uri() + "/v3/directline/tokens/generate"))
                        .serve(connection));
    }

    private static void sendEndlessly(FaultServer.Connection connection) throws IOException {
        byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            connection.send(chunk);
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(token("c1", "t1", 3600).getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(10_000_000).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @BeforeAll
    static void start() {
        redirectTarget = FaultServer.start(answering(Answers.good()));
        rows().forEach(row -> POD.partner(row.partner, row.behaviour));
        FaultServer.Behaviour plain = connection -> connection.send(http(400, ""));
        POD.partner("plain", plain)
                .partner("wrong-secret", answering(http(403, error("BadArgument"), "x-ms-request-id: ms-4711")))
                .partner("nobody-listens", portWithoutListener())
                .partner("no-such-host", URI.create("https://directline.invalid"))
                .partner(
                        "no-tls",
                        URI.create("https://127.0.0.1:"
                                + POD.directLine("plain").uri().getPort()))
                .start();
    }

    private static URI portWithoutListener() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
        redirectTarget.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAnEnvelopeAndKeepsNothing(Row row) {
        HttpResponse<String> response = POD.init(row.partner, "an");
        double counted = POD.calls(row.partner, "generate", row.outcome);
        int asked = POD.asked(row.partner);
        HttpResponse<String> again = POD.init(row.partner, "an");

        assertRefusal(response, row.status, row.code);
        assertThat(again.statusCode()).isEqualTo(row.status);
        assertThat(counted).isEqualTo(row.calls);
        if (!row.partner.equals("reset-after-accept")) {
            assertThat(asked).isEqualTo(row.calls);
            assertThat(POD.asked(row.partner)).as("a failure is not cached").isGreaterThan(asked);
        }
        assertThat(redirectTarget.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-listens", "no-such-host", "no-tls"})
    void answers503WhereNoConnectionCanBeMade(String partner) {
        HttpResponse<String> response = POD.init(partner, "an");

        assertRefusal(response, 503, "UPSTREAM_UNAVAILABLE");
        assertThat(POD.calls(partner, "generate", "down")).isEqualTo(ALL_TRIES);
    }

    @Test
    void alarmsOnceWithMicrosoftsRequestIdWhenTheSecretIsRefused(CapturedOutput output) {
        POD.init("wrong-secret", "binh");
        POD.init("wrong-secret", "chi");
        POD.init("wrong-secret", "dung");

        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains("xbot.upstream") && line.contains("wrong-secret")))
                .singleElement()
                .asString()
                .contains("WARN")
                .contains("microsoftRequestId=\"ms-4711\"")
                .contains("status=\"403\"")
                .contains("check direct-line.secret and base-uri in the partners file")
                .doesNotContain("test-direct-line-secret")
                .doesNotContain("secret detail of Direct Line");
    }

    private static void assertRefusal(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body())
                .startsWith("{\"status\":1,\"code\":\"" + code + "\",\"message\":\"Direct Line ")
                .doesNotContain("secret detail", "html", "Exception", "127.0.0.1", "invalid");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
