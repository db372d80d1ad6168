package xbot.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.camel.Exchange;

/**
 * The span of one request that is traced. It travels with the exchange and its copies, since a route runs on several
 * threads. What is told of a request is told here: nothing that its caller sent but the method.
 */
public final class RequestTrace {

    private static final String PROPERTY = "requestTrace";

    private final Tracer tracer;
    private final Span span;
    private final Context context;
    private final String method;
    private String path;

    RequestTrace(Tracer tracer, Span span, String method) {
        this.tracer = tracer;
        this.span = span;
        this.method = method;
        context = Context.root().with(span);
    }

    /** Null where the request is not traced. */
    public static RequestTrace of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, RequestTrace.class);
    }

    /** Begins a span under that of the exchange's request; one that records nothing where it is not traced. */
    public static Span span(Exchange exchange, String name, SpanKind kind) {
        RequestTrace trace = of(exchange);
        return trace == null ? Span.getInvalid() : trace.child(name, kind);
    }

    /** The request was handed to a route. */
    public void enter(Exchange exchange, String routePath) {
        path = routePath;
        exchange.setProperty(PROPERTY, this);
    }

    public String id() {
        return span.getSpanContext().getTraceId();
    }

    /** Begins a span under the request's. */
    public Span child(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setParent(context).setSpanKind(kind).startSpan();
    }

    public void end(String partner, String code, int status) {
        if (path != null) {
            span.updateName(method + " " + path).setAttribute("http.route", path);
        }
        span.setAttribute("http.response.status_code", status)
                .setAttribute("xbot.partner", partner)
                .setAttribute("xbot.code", code);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
