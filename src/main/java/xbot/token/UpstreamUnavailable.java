package xbot.token;

import java.time.Duration;
import java.util.Map;

/** Direct Line is down or throttles us, or its circuit breaker is open. */
public final class UpstreamUnavailable extends UpstreamFailure {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Duration retryAfter;

    private UpstreamUnavailable(String outcome, Duration retryAfter, Throwable cause) {
        super("Direct Line is not available, try again after the time in Retry-After", outcome, cause);
        this.retryAfter = retryAfter;
    }

    /** It cannot be reached, or answered 5xx. */
    static UpstreamUnavailable down(Throwable cause) {
        return new UpstreamUnavailable("down", SOON, cause);
    }

    /** @param retryAfter what Direct Line asked for, or null */
    static UpstreamUnavailable throttled(Duration retryAfter) {
        return new UpstreamUnavailable("throttled", retryAfter == null ? SOON : retryAfter, null);
    }

    static UpstreamUnavailable breakerOpen(Duration wait) {
        return new UpstreamUnavailable("breaker-open", wait, null);
    }

    /** Direct Line said when to come again, and keeps the breaker out of it. */
    boolean isThrottling() {
        return outcome().equals("throttled");
    }

    Duration retryAfter() {
        return retryAfter;
    }

    @Override
    boolean isWorthRetrying() {
        return outcome().equals("down");
    }

    @Override
    boolean isIllness() {
        return outcome().equals("down");
    }

    /** {@code Retry-After} in whole seconds, rounded up (RFC 9110 10.2.3). */
    @Override
    public Map<String, String> headers() {
        long seconds = retryAfter.plusMillis(999).toSeconds();
        return Map.of("Retry-After", Long.toString(Math.max(1, seconds)));
    }
}
