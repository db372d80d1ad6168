package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;
import static xbot.token.Answers.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Direct Line that takes too long costs one request its deadline, and nobody else anything. */
class DeadlineTest {

    record Row(String partner, FaultServer.Behaviour behaviour) {
        @Override
        public String toString() {
            return partner;
        }
    }

    private static final Duration DEADLINE = Duration.ofMillis(700);
    private static final int CONNECTIONS = 5;
    private static final FaultPod POD = new FaultPod();

    static Stream<Row> hanging() {
        return Stream.of(
                new Row("silent", connection -> {
                    connection.request();
                    connection.awaitEnd();
                }),
                new Row("hangs-after-head", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                    connection.awaitEnd();
                }),
                new Row("hangs-in-head", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-");
                    connection.awaitEnd();
                }),
                new Row("dribbles", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
                    while (true) {
                        connection.send(" ");
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }),
                new Row("hangs-in-chunk", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{");
                    connection.awaitEnd();
                }));
    }

    private static final FaultServer.Behaviour REFRESH_HANGS = connection -> {
        String request = connection.request();
        while (request.contains("/generate ")) {
            connection.send(http(200, token("c1", "t1", 1800)));
            request = connection.request();
        }
        connection.awaitEnd();
    };

    @BeforeAll
    static void start() {
        hanging().forEach(row -> POD.partner(row.partner, row.behaviour));
        POD.partner("endless", connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
                    while (true) {
                        connection.send(new byte[0x2000]);
                    }
                })
                .partner("crowded", hanging().findFirst().orElseThrow().behaviour)
                .partner("refresh-hangs", REFRESH_HANGS)
                .partner("dies-meanwhile", REFRESH_HANGS)
                .partner("warm-up", FaultServer.answering(Answers.good()))
                .start("xbot.upstream.deadline=700ms", "xbot.upstream.max-connections=" + CONNECTIONS);
        POD.init("warm-up", "an");
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @ParameterizedTest
    @MethodSource("hanging")
    void answers504AndHangsUpAtTheDeadline(Row row) throws InterruptedException, ExecutionException, TimeoutException {
        long started = System.nanoTime();

        HttpResponse<String> response = POD.init(row.partner, "an");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).startsWith("{\"status\":1,\"code\":\"UPSTREAM_TIMEOUT\"");
        assertThat(millisSince(started)).isBetween(DEADLINE.toMillis() - 50, DEADLINE.toMillis() + 800);
        long hungUp = POD.directLine(row.partner).hungUp().get(2, TimeUnit.SECONDS);
        assertThat(hungUp - started).isLessThan(DEADLINE.plusSeconds(1).toNanos());
        assertThat(POD.asked(row.partner)).isEqualTo(1);
        assertThat(POD.calls(row.partner, "generate", "timeout")).isEqualTo(1);
    }

    @Test
    void hangsUpOnAnEndlessBodyLongBeforeTheDeadline()
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpResponse<String> response = POD.init("endless", "an");

        assertThat(response.statusCode()).isEqualTo(502);
        POD.directLine("endless").hungUp().get(1, TimeUnit.SECONDS);
    }

    @Test
    void answers504AtTheDeadlineToThoseWhoGetNoConnection() {
        List<CompletableFuture<Long>> running = IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(user -> {
                    long started = System.nanoTime();
                    return POD.initAsync("crowded", "user" + user).thenApply(response -> {
                        assertThat(response.statusCode()).isIn(503, 504);
                        return millisSince(started);
                    });
                })
                .toList();

        assertThat(running).allSatisfy(call -> assertThat(call.join()).isLessThan(DEADLINE.toMillis() + 800));
    }

    @Test
    void answersTheLivingTokenWhenARefreshHangs() {
        FaultPod.data(POD.init("refresh-hangs", "an"));
        POD.clock().move(Duration.ofMinutes(20));

        JsonNode second = FaultPod.data(POD.init("refresh-hangs", "an"));

        assertThat(second.path("token").textValue()).isEqualTo("t1");
        assertThat(second.path("expiresIn").longValue()).isEqualTo(600);
        assertThat(POD.tokens("refresh-hangs", "stale")).isEqualTo(1);
    }

    @Test
    void answersNoTokenThatDiedWhileARefreshHung() {
        FaultPod.data(POD.init("dies-meanwhile", "an"));
        POD.clock().move(Duration.ofMinutes(29));

        CompletableFuture<HttpResponse<String>> second = POD.initAsync("dies-meanwhile", "an");
        Eventually.holds(() -> POD.asked("dies-meanwhile") == 2);
        POD.clock().move(Duration.ofMinutes(2));

        assertThat(second.join().statusCode()).isEqualTo(504);
        assertThat(POD.asked("dies-meanwhile")).isEqualTo(2);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
