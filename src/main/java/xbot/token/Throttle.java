package xbot.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for which partner Direct Line asked us to stay away (429), and obeys. */
final class Throttle {

    /** A quota that resets a day later must not keep us away once it was raised. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final Clock clock;

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long to stay away, or null. */
    Duration remaining(String partner) {
        Instant end = until.get(partner);
        if (end == null) {
            return null;
        }
        Duration wait = Duration.between(clock.instant(), end);
        if (wait.isNegative() || wait.isZero()) {
            until.remove(partner, end);
            return null;
        }
        return wait;
    }

    void heed(String partner, UpstreamFailure failure) {
        if (failure instanceof UpstreamUnavailable unavailable
                && unavailable.outcome().equals("throttled")) {
            Duration wait = unavailable.retryAfter();
            until.put(partner, clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
        }
    }
}
