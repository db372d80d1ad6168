package xbot.token;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A Direct Line token and the conversation it opens.
 *
 * @param conversationId of Direct Line
 * @param value the credential itself
 * @param expiresAt measured from the moment of receipt on our clock; the token's own times are not compared with it
 * @param lifetime what it had left at receipt
 */
public record Token(String conversationId, String value, Instant expiresAt, Duration lifetime) implements Serializable {

    Instant receivedAt() {
        return expiresAt.minus(lifetime);
    }

    public boolean isAlive(Instant now) {
        return expiresAt.isAfter(now);
    }

    /** Whole seconds that are left, 0 when it has expired. */
    public long secondsLeft(Instant now) {
        return Math.max(0, Duration.between(now, expiresAt).toSeconds());
    }

    /**
     * Whether a client can live on it until its own refresh comes.
     *
     * @param minRemaining what it should have left, but never more than half of its lifetime is asked for
     */
    public boolean isFresh(Instant now, Duration minRemaining) {
        Duration half = lifetime.dividedBy(2);
        Duration needed = half.compareTo(minRemaining) < 0 ? half : minRemaining;
        return Duration.between(now, expiresAt).compareTo(needed) > 0;
    }

    /** Shows neither the credential nor the conversation. */
    @Override
    public String toString() {
        return "Token[expiresAt=" + expiresAt + "]";
    }
}
