package xbot.front;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import xbot.contract.EnvelopeWriter;
import xbot.contract.Refusal;

/** One answer, of a route or of the server itself; whoever writes it, it carries the same headers. */
record Answer(int status, MultiMap headers, byte[] body) {

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence X_CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

    /** How an answer is framed, and what all answers have in common. */
    private static final Set<String> NOT_FOR_ROUTES = Set.of(
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "keep-alive",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-content-type-options",
            "x-request-id");

    static Answer of(Refusal refusal, String requestId) {
        MultiMap headers = headers(requestId);
        refusal.headers().forEach(headers::set);
        return new Answer(refusal.status(), headers, EnvelopeWriter.failure(refusal, requestId));
    }

    /** The headers that every answer has. */
    static MultiMap headers(String requestId) {
        return HttpHeaders.headers()
                .set(HttpHeaders.CONTENT_TYPE, JSON)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .set(X_CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(X_REQUEST_ID, requestId);
    }

    /** False for a header of that name, in lower case, that a route may not set. */
    static boolean isForRoutes(String name) {
        return !name.startsWith("camel") && !NOT_FOR_ROUTES.contains(name);
    }

    /** @throws IllegalStateException if the value would begin a header of its own, as Vert.x lets folded ones through */
    void add(Map.Entry<String, Object> header, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f || c == '\t')) {
            throw new IllegalStateException(
                    "the value of " + header.getKey().toLowerCase(Locale.ROOT) + " cannot be sent in a header");
        }
        headers.set(header.getKey(), value);
    }
}
