package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.chunked;
import static xbot.front.Requests.post;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xbot.Footprint;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** {@code ./mvnw verify -Psoak}: what callers that dangle or send too much cost the others, and the memory. */
@Tag("soak")
class CallerConnectionsSoakTest {

    private static final int RATE = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration PHASE = Duration.ofSeconds(30);
    private static final int DANGLING = 500;
    private static final String NEVER_READ = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20);

    private DirectLineSimulator directLine;
    private Pod pod;

    @BeforeEach
    void start() {
        directLine = DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.http.idle-timeout=5s",
                "xbot.http.keep-alive-timeout=5s");
    }

    @AfterEach
    void stop() {
        pod.close();
        directLine.close();
    }

    /** Durations in milliseconds, sorted. */
    private record Latencies(List<Double> sorted) {

        double quantile(double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }

        @Override
        public String toString() {
            return "p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d"
                    .formatted(quantile(0.5), quantile(0.99), quantile(1), sorted.size());
        }
    }

    @Test
    void answersGoodCallersInTimeWhileFiveHundredDangle() throws InterruptedException {
        goodCalls(WARM_UP);
        Latencies alone = goodCalls(PHASE);
        Dangling dangling = new Dangling();
        Latencies beside = goodCalls(PHASE);
        int renewed = dangling.stop();

        System.out.println("good requests alone: " + alone);
        System.out.println("beside " + DANGLING + " dangling connections, " + renewed + " of them renewed: " + beside);
        assertThat(renewed).as("connections that the pod has cut").isGreaterThan(DANGLING);
        assertThat(beside.quantile(0.99))
                .as("p99, alone it is %s", alone)
                .isLessThan(Math.max(50, 5 * alone.quantile(0.99)));
    }

    @Test
    void keepsItsMemoryWhileManyCallersSendTenMegabytesInChunks() throws InterruptedException {
        tooLargeBodies();
        Footprint before = Footprint.settled();

        for (int i = 0; i < 10; i++) {
            tooLargeBodies();
        }

        Footprint after = Footprint.settled();
        System.out.println("bodies of 10 MiB in chunks: " + before + " -> " + after);
        assertThat(after.heap()).isLessThan(before.heap() * 110 / 100);
        assertThat(after.files()).isLessThanOrEqualTo(before.files() + 20);
        assertThat(pod.init("after").statusCode()).isEqualTo(200);
    }

    private void tooLargeBodies() {
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        IntStream.range(0, 100).parallel().forEach(n -> {
            try (RawConnection caller = new RawConnection(pod.port())) {
                caller.send(chunked(""));
                for (int sent = 0; sent < 10 << 20 && !caller.hasAnswer(); sent += 0x4000) {
                    caller.send(chunk);
                }
                assertThat(caller.read().status()).isEqualTo(413);
            }
        });
    }

    /** At a fixed rate, each measured from the moment at which it was due. */
    private Latencies goodCalls(Duration duration) {
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < duration.toSeconds() * RATE; i++) {
            long due = start + i * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers.add(Pod.client()
                    .sendAsync(pod.request("a4b", Pod.body("user" + i % 100)), HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        return (System.nanoTime() - due) / 1e6;
                    }));
        }
        return new Latencies(
                answers.stream().map(CompletableFuture::join).sorted().toList());
    }

    /** Connections that send a byte of a head or body now and then, or never read; one that is cut is made anew. */
    private final class Dangling {

        private final List<RawConnection> connections = new ArrayList<>();
        private final Thread thread = new Thread(this::dangle, "dangling");
        private volatile boolean stopped;
        private int renewed;

        Dangling() {
            for (int n = 0; n < DANGLING; n++) {
                connections.add(open(n));
            }
            thread.start();
        }

        private RawConnection open(int n) {
            RawConnection connection = new RawConnection(pod.port());
            return switch (n % 5) {
                case 0, 1 -> connection.send(GOOD.substring(0, 40));
                case 2, 3 -> connection.send(post("Content-Length: 60000\r\n", ""));
                default -> connection;
            };
        }

        private void dangle() {
            while (!stopped) {
                for (int n = 0; n < DANGLING; n++) {
                    if (!isHeld(n)) {
                        connections.get(n).close();
                        connections.set(n, open(n));
                        renewed++;
                    }
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            connections.forEach(RawConnection::close);
        }

        private boolean isHeld(int n) {
            RawConnection connection = connections.get(n);
            if (n % 5 != 4) {
                return connection.dribble();
            }
            // once; more would block this thread as soon as the pod stops reading
            if (connection.hasAnswer()) {
                return true;
            }
            try {
                connection.send(NEVER_READ);
                return true;
            } catch (UncheckedIOException cut) {
                return false;
            }
        }

        int stop() throws InterruptedException {
            stopped = true;
            thread.join();
            return renewed;
        }
    }
}
