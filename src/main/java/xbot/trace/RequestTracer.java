package xbot.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Begins the traces of requests. There is none of it in a pod that has no endpoint to send them to. */
public final class RequestTracer implements AutoCloseable {

    private static final long LAST_SPANS_SECONDS = 2;

    /** Any other text may be sent as a method, and is no name for a span. */
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static final TextMapGetter<MultiMap> HEADERS = new CallerHeaders();

    private final SdkTracerProvider provider;
    private final ExecutorService senders;
    private final Tracer tracer;

    RequestTracer(SdkTracerProvider provider, ExecutorService senders) {
        this.provider = provider;
        this.senders = senders;
        tracer = provider.get("xbot");
    }

    /** Continues the caller's trace, if there is one (W3C Trace Context); null where nothing is to be recorded. */
    public RequestTrace begin(String method, MultiMap headers) {
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        boolean known = METHODS.contains(method);
        Span span = tracer.spanBuilder(known ? method : "HTTP")
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", known ? method : "_OTHER")
                .startSpan();
        return span.isRecording() ? new RequestTrace(tracer, span, known ? method : "HTTP") : null;
    }

    /** Sends what is left, if that takes no longer than 2 s. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
        senders.shutdownNow();
    }

    /** Reads the headers of a request: a {@code tracestate} may come in parts, a {@code traceparent} may not. */
    private static final class CallerHeaders implements TextMapGetter<MultiMap> {

        /** What W3C Trace Context asks to be handed on; a longer one would travel in every span. */
        private static final int MAX_LENGTH = 512;

        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public String get(MultiMap headers, String name) {
            List<String> parts = headers.getAll(name);
            if (parts.isEmpty()) {
                return null;
            }
            // two of traceparent are none, since this is not one
            String value = parts.size() == 1 ? parts.get(0) : String.join(",", parts);
            return value.length() > MAX_LENGTH ? null : value;
        }
    }
}
