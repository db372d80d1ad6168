package xbot.token.directline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.ExchangeProperties;
import xbot.text.Seldom;

/** Times each call to Direct Line, and tells of failures once in a while: an outage must not flood the log. */
final class UpstreamLog {

    private static final Logger LOG = LoggerFactory.getLogger("xbot.upstream");
    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Kind(String partner, String call, String outcome) {}

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Kind, Seldom> lines = new ConcurrentHashMap<>();
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
            lines.computeIfAbsent(kind, k -> new Seldom(QUIET, clock))
                    .say(1, sum -> tell(kind, attempt, failure, sum - 1));
        }
    }

    private static void tell(Kind kind, Exchange attempt, UpstreamFailure failure, long sameSinceLastLine) {
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
                .addKeyValue("sameSinceLastLine", sameSinceLastLine)
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
