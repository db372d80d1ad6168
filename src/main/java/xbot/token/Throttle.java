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

    /**
     * @param askAgain when the next call may ask Direct Line
     * @param end when Direct Line said it would answer again; callers are told this
     */
    private record Stay(Instant askAgain, Instant end) {

        Stay orLonger(Stay other) {
            return end.isAfter(other.end) ? this : other;
        }
    }

    private final Map<String, Stay> stays = new ConcurrentHashMap<>();
    private final Clock clock;

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long to stay away, or null. */
    Duration remaining(String partner) {
        Stay stay = stays.get(partner);
        if (stay == null) {
            return null;
        }
        Instant now = clock.instant();
        if (now.isBefore(stay.askAgain)) {
            return Duration.between(now, stay.end);
        }
        stays.remove(partner, stay);
        return null;
    }

    void heed(String partner, UpstreamFailure failure) {
        if (failure instanceof UpstreamUnavailable unavailable && unavailable.isThrottling()) {
            Duration wait = unavailable.retryAfter();
            Instant now = clock.instant();
            Stay stay = new Stay(now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait), now.plus(wait));
            stays.merge(partner, stay, Stay::orLonger);
        }
    }
}
