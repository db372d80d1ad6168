package xbot.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** A collector that is not there, or hangs, costs spans and nothing else. */
class CollectorAwayTest {

    private final DirectLineSimulator directLine =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    /** How it is away. */
    enum Fault {
        NOBODY_LISTENS("ConnectException"),
        HANGS("HttpTimeoutException"),
        REFUSES("it answered with an error");

        private final String cause;

        Fault(String cause) {
            this.cause = cause;
        }
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        directLine.close();
    }

    @ParameterizedTest
    @EnumSource
    void servesEverybodyStopsInTimeAndTellsOnceWhenTheCollector(Fault fault) throws IOException {
        // a port that is bound takes connections, as many as its backlog, and nobody reads
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        URI endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/traces");
        try (socket;
                Collector collector = Collector.start()) {
            if (fault == Fault.NOBODY_LISTENS) {
                socket.close();
            }
            Pod pod = start(
                    fault == Fault.REFUSES ? URI.create(collector.endpoint()).resolve("/nowhere") : endpoint);
            try (pod) {
                // Spring Boot has set up the log by now
                lines.start();
                root.addAppender(lines);
                // the first request loads classes, whatever the collector does
                assertThat(pod.init("an").statusCode()).isEqualTo(200);
                call(pod, 30);

                await().until(() -> !warnings().isEmpty());
                call(pod, 30);
            } finally {
                root.detachAppender(lines);
            }
        }

        assertThat(warnings()).singleElement().satisfies(line -> {
            assertThat(line.getLoggerName()).isEqualTo("xbot.traces");
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getKeyValuePairs().toString()).contains(fault.cause);
        });
    }

    /** With a queue so short that most spans do not fit. */
    private Pod start(URI endpoint) {
        return Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "management.otlp.tracing.endpoint=" + endpoint,
                "management.otlp.tracing.timeout=500ms",
                "management.tracing.sampling.probability=1.0",
                "management.tracing.opentelemetry.export.schedule-delay=20ms",
                "management.tracing.opentelemetry.export.max-batch-size=8",
                "management.tracing.opentelemetry.export.max-queue-size=16");
    }

    private static void call(Pod pod, int times) {
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();

            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private List<ILoggingEvent> warnings() {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }
}
