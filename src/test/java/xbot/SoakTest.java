package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/**
 * {@code ./mvnw verify -Psoak}: 200 requests a second, good and bad ones and callers that hang up, while Direct Line
 * goes through its faults, for {@code soak.minutes} (10). Then nothing has grown.
 */
@Tag("soak")
class SoakTest {

    private static final int RATE = 200;
    private static final int USERS = 2000;
    private static final List<Fault> FAULTS = List.of(
            Fault.NONE,
            Fault.slow(Duration.ofMillis(200)),
            Fault.NONE,
            Fault.DOWN,
            Fault.NONE,
            Fault.RESET,
            Fault.NONE,
            Fault.NOT_JSON,
            Fault.NONE,
            Fault.throttled(Duration.ofSeconds(1)));

    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    @Test
    void growsNothing() throws Exception {
        int minutes = Integer.getInteger("soak.minutes", 10);
        watchErrors();
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot"))
                                .withTokenLifetime(Duration.ofMinutes(2)));
                Pod pod = Pod.start(directLine.baseUri(), Clock.systemUTC(), "xbot.upstream.deadline=2s")) {
            ScheduledExecutorService faults = Executors.newSingleThreadScheduledExecutor();
            AtomicInteger turn = new AtomicInteger();
            faults.scheduleAtFixedRate(
                    () -> directLine.fault(FAULTS.get(turn.getAndIncrement() % FAULTS.size())), 0, 3, TimeUnit.SECONDS);

            load(pod, Duration.ofMinutes(2));
            Footprint before = Footprint.settled();
            load(pod, Duration.ofMinutes(minutes));
            faults.shutdownNow();
            directLine.fault(Fault.NONE);
            Footprint after = Footprint.settled();

            LoggerFactory.getLogger("xbot.soak").info("{} -> {}, answers {}", before, after, new TreeMap<>(answers));
            assertThat(after.heap()).isLessThan(before.heap() * 105 / 100);
            assertThat(after.threadNames())
                    .allSatisfy((name, count) -> assertThat(count)
                            .isLessThanOrEqualTo(before.threadNames().getOrDefault(name, 0L)));
            assertThat(after.files()).isLessThanOrEqualTo(before.files() + 20);
            assertThat(errors).isEmpty();
            assertThat(answers.keySet()).contains("200", "400", "401", "413");
            assertThat(pod.init("after").statusCode()).isEqualTo(200);
        }
    }

    private void load(Pod pod, Duration duration) {
        Random random = new Random(7);
        long start = System.nanoTime();
        long count = duration.toSeconds() * RATE;
        for (long i = 0; i < count; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / RATE - System.nanoTime());
            send(pod, random.nextInt(100), "user" + random.nextInt(USERS));
        }
    }

    private void send(Pod pod, int kind, String user) {
        if (kind < 80) {
            count(pod.request("a4b", Pod.body(user)));
        } else if (kind < 84) {
            count(pod.request("a4b", "{\"userInfo\":"));
        } else if (kind < 88) {
            count(pod.request("unknown", Pod.body(user)));
        } else if (kind < 92) {
            count(pod.request("a4b", Pod.body("no spaces allowed")));
        } else if (kind < 96) {
            count(pod.request("a4b", Pod.body("x".repeat(70_000))));
        } else {
            hangUp(pod, user);
        }
    }

    private void count(HttpRequest request) {
        Pod.client()
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> answers.computeIfAbsent(
                                failure == null ? "" + response.statusCode() : "connection", k -> new AtomicInteger())
                        .incrementAndGet());
    }

    private static void hangUp(Pod pod, String user) {
        try (Socket socket = new Socket("127.0.0.1", pod.port())) {
            String head = "POST " + Pod.PATH + " HTTP/1.1\r\nHost: pod\r\nContent-Type: application/json\r\n"
                    + "x-api-key: test-gateway-key-a4b\r\nxp-api-key: test-partner-key-a4b\r\nContent-Length: 100\r\n\r\n";
            socket.getOutputStream().write((head + user).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void watchErrors() {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                    errors.add(event.getFormattedMessage());
                }
            }
        };
        appender.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(appender);
    }
}
