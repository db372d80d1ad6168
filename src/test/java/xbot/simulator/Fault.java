package xbot.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What goes wrong at Direct Line until it is told otherwise. */
public sealed interface Fault {

    Fault NONE = new Slow(Duration.ZERO);
    Fault DOWN = new Answer(503, "", Map.of());
    Fault THROTTLED = throttled(Duration.ofSeconds(5));
    Fault WRONG_SECRET = error(403, "BadArgument", "Invalid token or secret");
    Fault TOKEN_EXPIRED = error(403, "TokenExpired", "Token has expired");
    Fault NOT_JSON = new Answer(200, "<html>Direct Line</html>", Map.of("content-type", "text/html"));
    Fault REQUEST_TIMEOUT = new Answer(408, "", Map.of("connection", "close"));
    Fault RESET = new Reset();
    Fault CLOSING = new Closing();

    /** Answered in place of the true answer. */
    record Answer(int status, String body, Map<String, String> headers) implements Fault {}

    /** The true answer, but late. */
    record Slow(Duration delay) implements Fault {}

    /** The connection ends without an answer. */
    record Reset() implements Fault {}

    /** The true answer, after which the connection ends. */
    record Closing() implements Fault {}

    static Fault slow(Duration delay) {
        return new Slow(delay);
    }

    static Fault throttled(Duration retryAfter) {
        return new Answer(429, "", Map.of("retry-after", Long.toString(retryAfter.toSeconds())));
    }

    /** Direct Line's own kind of error; with status 200 too, which has been seen. */
    static Fault error(int status, String code, String message) {
        return json(status, DirectLineError.body(code, message));
    }

    static Fault json(int status, String body) {
        return new Answer(status, body, Map.of("content-type", "application/json"));
    }

    /** The fault of a name as it is typed by hand: {@code down}, {@code wrong-secret}; slow is 10 s. */
    static Fault named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> NONE;
            case "down" -> DOWN;
            case "throttled" -> THROTTLED;
            case "wrong-secret" -> WRONG_SECRET;
            case "token-expired" -> TOKEN_EXPIRED;
            case "not-json" -> NOT_JSON;
            case "reset" -> RESET;
            case "request-timeout" -> REQUEST_TIMEOUT;
            case "closing" -> CLOSING;
            case "slow" -> slow(Duration.ofSeconds(10));
            default -> throw new IllegalArgumentException("'%s' is not a fault".formatted(name));
        };
    }
}
