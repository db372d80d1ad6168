package xbot.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import java.util.List;

/** Reads the headers of a request: a {@code tracestate} may come in parts, a {@code traceparent} may not. */
final class CallerHeaders implements TextMapGetter<MultiMap> {

    static final TextMapGetter<MultiMap> GETTER = new CallerHeaders();

    /** What W3C Trace Context asks to be handed on; a longer one would travel in every span. */
    private static final int MAX_LENGTH = 512;

    private CallerHeaders() {}

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
