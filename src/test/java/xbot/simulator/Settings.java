package xbot.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What a simulated Direct Line is like.
 *
 * @param sites the name of the site (and bot) behind each Direct Line secret
 * @param tokenLifetime whole seconds, counted by {@code clock}
 * @param answerDelay how long every answer takes, on the real clock
 * @param port 0 for a free one
 */
public record Settings(Map<String, String> sites, Duration tokenLifetime, Clock clock, Duration answerDelay, int port) {

    public Settings {
        sites = Map.copyOf(sites);
        if (tokenLifetime.toSeconds() < 1 || tokenLifetime.toNanosPart() != 0) {
            throw new IllegalArgumentException("token lifetime '%s' is not whole seconds".formatted(tokenLifetime));
        }
        if (answerDelay.isNegative()) {
            throw new IllegalArgumentException("answer delay '%s' is negative".formatted(answerDelay));
        }
    }

    /** One secret, tokens of an hour, the system's clock, no delay, a free port. */
    public static Settings of(String secret, String site) {
        return of(Map.of(secret, site));
    }

    /** @param sites the name of the site behind each secret */
    public static Settings of(Map<String, String> sites) {
        return new Settings(sites, Duration.ofHours(1), Clock.systemUTC(), Duration.ZERO, 0);
    }

    public Settings withTokenLifetime(Duration lifetime) {
        return new Settings(sites, lifetime, clock, answerDelay, port);
    }

    public Settings withClock(Clock other) {
        return new Settings(sites, tokenLifetime, other, answerDelay, port);
    }

    public Settings withAnswerDelay(Duration delay) {
        return new Settings(sites, tokenLifetime, clock, delay, port);
    }

    public Settings withPort(int other) {
        return new Settings(sites, tokenLifetime, clock, answerDelay, other);
    }
}
