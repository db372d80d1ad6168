package xbot.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Without an endpoint there is no tracer, no thread, and nothing in the way of a request. */
class TracesOffTest {

    private static final String THREADS = "traces-.*|BatchSpanProcessor.*";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.tracing.sampling.probability=1.0",
                "management.otlp.tracing.endpoint=",
                "management.tracing.enabled=false"
            })
    void isOffByDefaultAnd(String property) {
        Set<Thread> before = threads();
        String endpoint = "management.otlp.tracing.endpoint=";
        try (Collector collector = Collector.start();
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        property.endsWith("=false")
                                ? new String[] {property, endpoint + collector.endpoint()}
                                : new String[] {property})) {
            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThatThrownBy(() -> pod.bean(RequestTracer.class)).isInstanceOf(NoSuchBeanDefinitionException.class);
            assertThatThrownBy(() -> pod.bean(InterceptStrategy.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
            Set<Thread> own = threads();
            own.removeAll(before);
            assertThat(own).isEmpty();
            assertThat(collector.spans()).isEmpty();
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(THREADS))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
