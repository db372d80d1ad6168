package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static xbot.front.Requests.GOOD;

import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

class ShutdownTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void finishesWhatIsInFlightAndThenClosesThePort() {
        try (DirectLineSimulator directLine = DirectLineSimulator.start(Settings.of(
                        Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop")));
                Pod pod = Pod.start(directLine.baseUri(), Clock.systemUTC(), "xbot.http.shutdown-grace=3s")) {
            int port = pod.port();
            RawConnection idle = new RawConnection(port);
            assertThat(idle.send(GOOD).read().header("connection")).isNull();
            directLine.fault(Fault.slow(Duration.ofMillis(1500)));
            List<RawConnection> slow = IntStream.range(100, 120)
                    .mapToObj(i -> new RawConnection(port).send(GOOD.replace("raw", "" + i)))
                    .toList();
            await().until(() -> pod.bean(Shutdown.class).inFlight() == 20);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(pod::close);
            await().until(pod.bean(Shutdown.class)::isBegun);

            RawConnection late = new RawConnection(port).send(GOOD);
            assertIsTheLast(late.read());
            assertThat(late.isClosed()).isTrue();
            assertIsTheLast(idle.send(GOOD).read());
            slow.forEach(caller -> assertIsTheLast(caller.read()));
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(8));
            assertThatThrownBy(() -> new RawConnection(port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(ConnectException.class);
        }
    }

    private static void assertIsTheLast(RawConnection.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("close");
    }

    @Test
    void isDoneAtOnceWithoutGraceOrRequests() {
        Shutdown shutdown = new Shutdown(vertx, Duration.ZERO);
        CountDownLatch done = new CountDownLatch(1);

        shutdown.begin(done::countDown);

        await().until(() -> done.getCount() == 0);
        assertThat(shutdown.isRefusing()).isTrue();
    }

    @Test
    void waitsForARequestBeyondTheGraceButTakesNoNewOnes() {
        Shutdown shutdown = new Shutdown(vertx, Duration.ofMillis(200));
        CountDownLatch done = new CountDownLatch(1);
        shutdown.entered();

        shutdown.begin(done::countDown);

        assertThat(shutdown.isRefusing()).isFalse();
        await().until(shutdown::isRefusing);
        assertThat(done.getCount()).isOne();

        shutdown.left();
        await().until(() -> done.getCount() == 0);
    }

    /** A load balancer that heard nothing yet may send its first request at the end of the grace. */
    @Test
    void servesTheWholeGraceEvenWithoutTraffic() {
        try (Pod pod = Pod.start(URI.create("http://127.0.0.1:1"), Clock.systemUTC(), "xbot.http.shutdown-grace=4s")) {
            long began = System.nanoTime();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(pod::close);
            await().until(pod.bean(Shutdown.class)::isBegun);

            await().pollDelay(Duration.ofMillis(3200)).until(() -> true);

            try (RawConnection late = new RawConnection(pod.port())) {
                assertThat(late.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read().header("connection"))
                        .isEqualTo("close");
            }
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(8));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
    }
}
