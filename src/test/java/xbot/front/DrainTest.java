package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static xbot.front.Requests.GOOD;

import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.ConnectException;
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

class DrainTest {

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
            TrafficServer server = pod.bean(TrafficServer.class);
            RawConnection idle = new RawConnection(port);
            assertThat(idle.send(GOOD).read().header("connection")).isNull();
            directLine.fault(Fault.slow(Duration.ofMillis(1500)));
            List<RawConnection> slow = IntStream.range(100, 120)
                    .mapToObj(i -> new RawConnection(port).send(GOOD.replace("raw", "" + i)))
                    .toList();
            await().until(() -> server.inFlight() == 20);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(pod::close);
            await().until(server::isDraining);

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
        Drain drain = new Drain(vertx, Duration.ZERO);
        CountDownLatch done = new CountDownLatch(1);

        drain.begin(done::countDown);

        await().until(() -> done.getCount() == 0);
        assertThat(drain.isRefusing()).isTrue();
    }

    @Test
    void waitsForARequestBeyondTheGraceButTakesNoNewOnes() {
        Drain drain = new Drain(vertx, Duration.ofMillis(200));
        CountDownLatch done = new CountDownLatch(1);
        drain.entered();

        drain.begin(done::countDown);

        assertThat(drain.isRefusing()).isFalse();
        await().until(drain::isRefusing);
        assertThat(done.getCount()).isOne();

        drain.left();
        await().until(() -> done.getCount() == 0);
    }

    @Test
    void endsBeforeTheGraceWhenCallersStayAway() {
        Drain drain = new Drain(vertx, Duration.ofMinutes(1));
        CountDownLatch done = new CountDownLatch(1);
        drain.entered();
        drain.left();

        drain.begin(done::countDown);

        await().atMost(Duration.ofSeconds(5)).until(() -> done.getCount() == 0);
        assertThat(drain.isRefusing()).isFalse();
    }
}
