package xbot.front;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static xbot.front.Requests.BODY;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.LENGTH;
import static xbot.front.Requests.chunked;
import static xbot.front.Requests.post;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import xbot.Pod;
import xbot.front.strict.CallerConnections;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/** Callers that take their time, send too much or go away; a request may take a second, a rest two. */
class CallerConnectionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
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
                "xbot.http.keep-alive-timeout=2s");
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @Test
    void cutsCallersThatDribbleAndServesOthersMeanwhile() {
        List<RawConnection> heads = connections(250, GOOD.substring(0, 40));
        List<RawConnection> bodies = connections(250, post("Content-Length: 60000\r\n", ""));
        long began = System.nanoTime();

        while (Stream.concat(heads.stream(), bodies.stream())
                        .filter(RawConnection::dribble)
                        .count()
                > 0) {
            assertThat(answered(GOOD)).isEqualTo(200);
            assertThat(System.nanoTime() - began).isLessThan(SECONDS.toNanos(5));
        }

        assertThat(heads).allMatch(RawConnection::isClosed);
        for (RawConnection body : bodies) {
            RawConnection.Answer answer = body.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("\"code\":\"REQUEST_TIMEOUT\"");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(body.isClosed()).isTrue();
        }
        awaitQuiet();
    }

    @Test
    void cutsACallerThatNeverReads() {
        try (RawConnection caller = connect()) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                String requests = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200);
                for (int i = 0; i < 100_000; i++) {
                    caller.send(requests);
                }
            });

            while (!flood.isDone()) {
                assertThat(answered(GOOD)).isEqualTo(200);
            }

            assertThat(flood)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withRootCauseInstanceOf(java.io.IOException.class);
        }
        awaitQuiet();
    }

    /** A gateway keeps connections for its next requests, or opens some ahead. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void closesAConnectionThatRestsLongerThanItMay(int requestsBefore) {
        try (RawConnection caller = connect()) {
            for (int i = 0; i < requestsBefore; i++) {
                assertThat(caller.send(GOOD).read().status()).isEqualTo(200);
            }

            assertThat(untilClosed(caller)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void closesAConnectionOnWhichARequestBeginsAndDoesNotArrive(int requestsBefore) {
        try (RawConnection caller = connect()) {
            for (int i = 0; i < requestsBefore; i++) {
                assertThat(caller.send(GOOD).read().status()).isEqualTo(200);
            }
            caller.send("P");

            assertThat(untilClosed(caller)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1800));
        }
    }

    @Test
    void measuresARequestFromItsFirstByteToItsLast() {
        try (RawConnection caller = connect()) {
            String head = post("Content-Length: 60000\r\n", "");
            long began = System.nanoTime();
            caller.send(head.substring(0, 40));
            await().pollDelay(Duration.ofMillis(700)).until(() -> true);
            caller.send(head.substring(40));

            assertThat(caller.read().status()).isEqualTo(408);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1600));
        }
    }

    private static Duration untilClosed(RawConnection caller) {
        long began = System.nanoTime();
        assertThat(caller.isClosed()).isTrue();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void leavesACallerInPeaceWhoWaitsForDirectLine() {
        directLine.faultOnGenerate(Fault.slow(Duration.ofMillis(1600)));
        try (RawConnection caller = connect()) {
            assertThat(caller.send(GOOD.replace("raw", "slo")).read().status()).isEqualTo(200);
        } finally {
            directLine.faultOnGenerate(Fault.NONE);
        }
    }

    @Test
    void forgetsCallersThatHangUpAndLogsNoError() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        directLine.faultOnGenerate(Fault.slow(Duration.ofMillis(200)));
        try {
            for (int i = 0; i < 250; i++) {
                connect().send(GOOD.substring(0, 100)).reset();
                connect().send(post(LENGTH, BODY.substring(0, 9))).reset();
                connect().send(chunked("5\r\nab")).close();
                connect().send(GOOD.replace("raw", "" + (100 + i))).reset();
            }
            awaitQuiet();
        } finally {
            directLine.faultOnGenerate(Fault.NONE);
            root.detachAppender(log);
        }

        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    @Test
    void refusesConnectionsOverTheNumber() {
        Vertx vertx = Vertx.vertx();
        CallerConnections two = new CallerConnections(vertx, MINUTE, MINUTE, 2, () -> false);
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connection -> two.connected(connection, options))
                .requestHandler(request -> request.response().end());
        server.listen(0).toCompletionStage().toCompletableFuture().join();
        try (RawConnection first = new RawConnection(server.actualPort());
                RawConnection second = new RawConnection(server.actualPort())) {
            await().until(() -> two.count() == 2);

            assertThat(new RawConnection(server.actualPort()).isClosed()).isTrue();
            assertThat(first.send(GOOD).read().status()).isEqualTo(200);

            second.reset();
            await().until(() -> two.count() == 1);
            try (RawConnection next = new RawConnection(server.actualPort())) {
                assertThat(next.send(GOOD).read().status()).isEqualTo(200);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static List<RawConnection> connections(int count, String start) {
        return IntStream.range(0, count).mapToObj(i -> connect().send(start)).toList();
    }

    private static RawConnection connect() {
        return new RawConnection(pod.port());
    }

    private static int answered(String request) {
        try (RawConnection caller = connect()) {
            return caller.send(request).read().status();
        } catch (UncheckedIOException e) {
            throw new AssertionError("a good caller was cut", e);
        }
    }

    private static void awaitQuiet() {
        await().atMost(30, SECONDS)
                .until(() -> pod.bean(Shutdown.class).inFlight() == 0
                        && pod.bean(CallerConnections.class).count() == 0);
    }
}
