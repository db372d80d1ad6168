package xbot.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xbot.Pod;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.tools.cases.MovableClock;

/** Where the tokens are in Redis, a trace shows what that did. */
class SharedCacheTracesTest {

    private static final MovableClock CLOCK = new MovableClock(Instant.now());

    private static RedisServer redis;
    private static Collector collector;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        redis = RedisServer.started();
        collector = Collector.start();
        directLine = DirectLineSimulator.start(
                Settings.of("test-direct-line-secret-a4b", "a4b-bot").withClock(CLOCK));
        pod = Pod.start(
                directLine.baseUri(),
                CLOCK,
                collector.properties(
                        "spring.profiles.active=redis",
                        // a machine that is busy is no fault here
                        "xbot.cache.timeout=1s",
                        "xbot.cache.failover-wait=0s",
                        "xbot.cache.redis.address=" + redis.address(),
                        "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key")));
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
        collector.close();
        redis.close();
    }

    @Test
    void showsWhatRedisHadAndThatItIsAway() {
        assertThat(steps("an"))
                .containsExactly("FETCH tokens miss", "GET tokens miss", "generate ok", "PUT tokens stored");
        // what this pod wrote itself is told as a change too
        assertThat(steps("an")).containsExactly("FETCH tokens hit", "GET tokens hit");
        assertThat(steps("an")).containsExactly("GET tokens hit");

        CLOCK.move(Duration.ofMinutes(45));
        assertThat(steps("an")).containsExactly("GET tokens hit", "refresh ok", "PUT tokens stored");

        redis.stop();
        assertThat(steps("binh"))
                .containsExactly("FETCH tokens away", "GET tokens miss", "generate ok", "PUT tokens away");
        assertThat(steps("an")).containsExactly("FETCH tokens away", "GET tokens hit");
    }

    private static List<String> steps(String user) {
        String traceId = Collector.newTraceId();
        HttpRequest call = HttpRequest.newBuilder(pod.request("a4b", Pod.body(user)), (name, value) -> true)
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .build();
        assertThat(Pod.send(call).statusCode()).isEqualTo(200);
        return collector.trace(traceId).stream()
                .filter(span -> span.kind() != Span.SpanKind.SPAN_KIND_SERVER)
                .map(span -> span.name() + " " + span.outcome())
                .toList();
    }
}
