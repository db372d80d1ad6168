package xbot.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** The span of one operation of the token cache, and what came of it. */
public final class CacheSpan {

    static final String HIT = "hit";
    static final String MISS = "miss";
    static final String FAILED = "failed";

    private static final ContextKey<CacheSpan> KEY = ContextKey.named("xbot-cache-span");

    private final Span span;
    private String failure;

    private CacheSpan(Span span) {
        this.span = span;
    }

    static CacheSpan begin(RequestTrace trace, String operation) {
        return new CacheSpan(trace.child(operation + " tokens", SpanKind.INTERNAL));
    }

    /** For an operation that may end on another thread. */
    public static CacheSpan begin(Exchange exchange, String operation) {
        RequestTrace trace = RequestTrace.of(exchange);
        return trace == null ? new CacheSpan(Span.getInvalid()) : begin(trace, operation);
    }

    static String found(Object entry) {
        return entry == null ? MISS : HIT;
    }

    /**
     * A cache that fails is an empty cache, and its result does not tell. A cache operation does not leave its thread, so
     * this is the span of the one that this thread is at, if it is traced.
     */
    public static void failed(String how) {
        CacheSpan current = Context.current().get(KEY);
        if (current != null) {
            current.failure = how;
        }
    }

    /** What fails meanwhile is this operation. */
    <T> T during(Supplier<T> call) {
        return Context.root().with(KEY, this).wrapSupplier(call).get();
    }

    /** @param outcome what came of it, in a word */
    public void end(String outcome) {
        span.setAttribute("xbot.cache.outcome", failure == null ? outcome : failure);
        span.end();
    }
}
