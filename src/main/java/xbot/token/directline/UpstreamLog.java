package xbot.token.directline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.ExchangeProperties;

/** Times each call to Direct Line, and tells of failures once in a while: an outage must not flood the log. */
final class UpstreamLog {

    private static final Logger LOG = LoggerFactory.getLogger("xbot.upstream");
    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Kind(String partner, String call, String outcome) {}

    /** When a kind of failure was last told, and how many were not. */
    private static final class Told {
        private Instant at = Instant.MIN;
        private final AtomicInteger since = new AtomicInteger();
    }

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Kind, Told> told = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    UpstreamLog(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** @param failure null where the call succeeded */
    void record(String partner, Exchange attempt, UpstreamFailure failure, long nanos) {
        String call = attempt.getProperty(ExchangeProperties.UPSTREAM_CALL, "none", String.class);
        Kind kind = new Kind(
                partner, call, failure == null ? "ok" : failure.outcome().label());
        timers.computeIfAbsent(kind, this::timer).record(Duration.ofNanos(nanos));
        if (failure != null) {
            tell(kind, attempt, failure);
        }
    }

    private void tell(Kind kind, Exchange attempt, UpstreamFailure failure) {
        Told last = told.computeIfAbsent(kind, k -> new Told());
        synchronized (last) {
            Instant now = clock.instant();
            if (now.isBefore(last.at.plus(QUIET))) {
                last.since.incrementAndGet();
                return;
            }
            last.at = now;
        }
        Throwable cause = failure.getCause();
        LOG.atWarn()
                .addKeyValue("requestId", attempt.getProperty(ExchangeProperties.REQUEST_ID))
                .addKeyValue("partner", kind.partner)
                .addKeyValue("call", kind.call)
                .addKeyValue("outcome", kind.outcome)
                .addKeyValue("status", attempt.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .addKeyValue(
                        "microsoftRequestId", plain(attempt.getMessage().getHeader("x-ms-request-id", String.class)))
                .addKeyValue(
                        "cause",
                        cause == null ? null : plain(cause.getClass().getSimpleName() + ": " + cause.getMessage()))
                .addKeyValue("sameSinceLastLine", last.since.getAndSet(0))
                .log(failure.outcome().advice());
    }

    /** What comes from outside is cut and stripped before it is logged. */
    private static String plain(String text) {
        if (text == null) {
            return null;
        }
        String cut = text.length() > 200 ? text.substring(0, 200) : text;
        return cut.replaceAll("[^ -~]", "?");
    }

    /** The slowest bucket lies beyond the default deadline of 8 s. */
    private Timer timer(Kind kind) {
        return Timer.builder("xbot.upstream")
                .description("Calls to Direct Line")
                .tag("partner", kind.partner)
                .tag("call", kind.call)
                .tag("outcome", kind.outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(meters);
    }
}
