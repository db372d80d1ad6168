package xbot.access;

import java.time.Duration;
import java.util.Map;
import xbot.contract.Refusal;

/** The partner has made more requests than its rate allows. */
public final class RateLimited extends Refusal {

    private final transient Map<String, String> headers;

    /**
     * @param retryAfter until the next request is allowed
     * @param reset until as many as the limit are
     */
    public RateLimited(long limit, Duration retryAfter, Duration reset) {
        super("the rate limit of the partner is reached");
        this.headers = Map.of(
                "Retry-After", seconds(retryAfter),
                "RateLimit-Limit", Long.toString(limit),
                "RateLimit-Remaining", "0",
                "RateLimit-Reset", seconds(reset));
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    private static String seconds(Duration duration) {
        long roundedUp = duration.plusSeconds(1).minusNanos(1).toSeconds();
        return Long.toString(Math.max(1, roundedUp));
    }
}
