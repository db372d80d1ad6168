package xbot.token.directline;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;
import xbot.text.Seldom;

/** Times each call to Direct Line, and tells of failures once in a while: an outage must not flood the log. */
final class UpstreamLog {

    private static final Logger LOG = LoggerFactory.getLogger("xbot.upstream");
    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Kind(String partner, String call, String outcome) {}

    private final Map<Kind, Seldom> lines = new ConcurrentHashMap<>();
    private final Meter.MeterProvider<Timer> timers;
    private final Clock clock;

    UpstreamLog(MeterRegistry meters, Clock clock) {
        timers = Timer.builder("xbot.upstream")
                .description("Calls to Direct Line")
                .withRegistry(meters);
        this.clock = clock;
    }

    /** @param failure null where the call succeeded */
    void record(String partner, Exchange attempt, UpstreamFailure failure, long nanos) {
        String call = attempt.getProperty(ExchangeProperties.UPSTREAM_CALL, "none", String.class);
        Kind kind = new Kind(partner, call, failure == null ? "ok" : failure.outcome.label);
        timers.withTags("partner", partner, "call", call, "outcome", kind.outcome)
                .record(Duration.ofNanos(nanos));
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
                .log(failure.outcome.advice);
    }

    /** What comes from outside is cut and stripped before it is logged. */
    private static String plain(String text) {
        return text == null
                ? null
                : text.substring(0, Math.min(200, text.length())).replaceAll("[^ -~]", "?");
    }

    /**
     * Ends the span of an attempt. The call itself carries no trace header: Direct Line is another company's.
     *
     * @param failure what was thrown means, null where it is no failure of Direct Line's
     */
    static void end(Span span, Exchange attempt, Exception thrown, UpstreamFailure failure) {
        if (!span.isRecording()) {
            return;
        }
        Partner partner = attempt.getProperty(ExchangeProperties.PARTNER, Partner.class);
        String outcome = thrown == null ? "ok" : failure == null ? "failed" : failure.outcome.label;
        span.updateName(attempt.getProperty(ExchangeProperties.UPSTREAM_CALL, "upstream", String.class))
                .setAttribute("http.request.method", "POST")
                .setAttribute("server.address", partner.directLine().baseUri().getHost())
                .setAttribute("xbot.upstream.outcome", outcome);
        Integer status = attempt.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        // an attempt that was cut off leaves the message of what was before it
        if (status != null && (failure == null || failure.outcome != Outcome.TIMEOUT)) {
            span.setAttribute("http.response.status_code", status);
        }
        if (thrown != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
