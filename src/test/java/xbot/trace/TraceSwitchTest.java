package xbot.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Without an endpoint there is no tracer, no thread, and nothing in the way of a request. */
class TraceSwitchTest {

    private static final String THREADS = "traces-.*|BatchSpanProcessor.*";

    private final Set<Thread> before = threads();
    private final Collector collector = Collector.start();
    private final DirectLineSimulator directLine =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));

    @AfterEach
    void stop() {
        directLine.close();
        collector.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.tracing.sampling.probability=1.0",
                "management.otlp.tracing.endpoint=",
                "management.otlp.tracing.endpoint=http://127.0.0.1:9/v1/traces management.tracing.enabled=false"
            })
    void isOffWith(String properties) {
        try (Pod pod = start(properties.split(" "))) {
            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThatThrownBy(() -> pod.bean(RequestTracer.class)).isInstanceOf(NoSuchBeanDefinitionException.class);
            assertThatThrownBy(() -> pod.bean(InterceptStrategy.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
            assertThat(newThreads()).isEmpty();
        }
    }

    @Test
    void isOnWithAnEndpointAndSendsTheLastSpansWhenItStops() {
        try (Pod pod = start(
                "management.otlp.tracing.endpoint=" + collector.endpoint(),
                "management.tracing.sampling.probability=1.0",
                "management.tracing.opentelemetry.export.schedule-delay=1h")) {
            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThat(newThreads()).isNotEmpty();
            assertThat(collector.spans()).isEmpty();
        }

        assertThat(collector.spans()).extracting(Collector.Seen::name).contains("POST " + Pod.PATH);
    }

    private Pod start(String... properties) {
        return Pod.start(directLine.baseUri(), Clock.systemUTC(), properties);
    }

    private Set<Thread> newThreads() {
        Set<Thread> threads = threads();
        threads.removeAll(before);
        return threads;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(THREADS))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
