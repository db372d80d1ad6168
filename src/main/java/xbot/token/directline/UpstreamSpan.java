package xbot.token.directline;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.apache.camel.Exchange;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;
import xbot.trace.RequestTrace;

/** The span of one attempt at Direct Line. The call carries no trace header: Direct Line is another company's. */
final class UpstreamSpan {

    private final Span span;

    private UpstreamSpan(Span span) {
        this.span = span;
    }

    static UpstreamSpan begin(Exchange exchange) {
        RequestTrace trace = RequestTrace.of(exchange);
        return new UpstreamSpan(trace == null ? Span.getInvalid() : trace.child("upstream", SpanKind.CLIENT));
    }

    /** @param failure what was thrown means, null where it is no failure of Direct Line's */
    void end(Exchange attempt, Exception thrown, UpstreamFailure failure) {
        if (!span.isRecording()) {
            return;
        }
        String outcome = thrown == null
                ? "ok"
                : failure == null ? "failed" : failure.outcome().label();
        span.updateName(attempt.getProperty(ExchangeProperties.UPSTREAM_CALL, "upstream", String.class))
                .setAttribute("http.request.method", "POST")
                .setAttribute(
                        "server.address",
                        attempt.getProperty(ExchangeProperties.PARTNER, Partner.class)
                                .directLine()
                                .baseUri()
                                .getHost())
                .setAttribute("xbot.upstream.outcome", outcome);
        Integer status = attempt.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        // an attempt that was cut off leaves the message of what was before it
        if (status != null && (failure == null || failure.outcome() != Outcome.TIMEOUT)) {
            span.setAttribute("http.response.status_code", status);
        }
        if (thrown != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
