package xbot.token.directline;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether one partner's calls may reach Direct Line now; its region may be down while another's is well. Three rules:
 *
 * <ul>
 *   <li>after a 429 nobody asks until the time that Direct Line named, at most a minute, as a quota may be raised;
 *   <li>the breaker opens for 5 seconds when half of at least 10 calls failed, and then lets 3 calls try;
 *   <li>repetitions stay within a fifth of the calls that succeed, as they must not make an outage worse. What failed
 *       on a connection that had served before is repeated for nothing while fresh connections serve well: it was the
 *       connection's fault.
 * </ul>
 */
final class UpstreamHealth {

    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int EARNED = 1;
    private static final int COST = 5;
    private static final int AT_START = 2 * COST;
    private static final int MOST = 20 * COST;

    /** So many successes in a row show that fresh connections serve well. */
    private static final int TRUSTED = 4;

    /**
     * @param askAgain when the next call may ask Direct Line
     * @param end when Direct Line said it would answer again; callers are told this
     */
    private record Pause(Instant askAgain, Instant end) {

        static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

        Pause orLonger(Pause other) {
            return end.isAfter(other.end) ? this : other;
        }
    }

    private final AtomicReference<Pause> pause = new AtomicReference<>(Pause.NONE);
    private final AtomicInteger repetitions = new AtomicInteger(AT_START);
    private final AtomicInteger freshSuccesses = new AtomicInteger();
    private final CircuitBreaker breaker;
    private final Clock clock;

    UpstreamHealth(String partner, Clock clock) {
        this.clock = clock;
        breaker = CircuitBreaker.of(
                partner,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(OPEN_FOR)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .clock(clock)
                        .build());
    }

    /** Null where a call may be made; its end is told to {@link #record} or {@link #forget}. */
    UpstreamFailure obstacle() {
        Pause current = pause.get();
        Instant now = clock.instant();
        if (now.isBefore(current.askAgain)) {
            return UpstreamFailure.of(Outcome.THROTTLED, Duration.between(now, current.end), null);
        }
        return breaker.tryAcquirePermission() ? null : UpstreamFailure.of(Outcome.BREAKER_OPEN, OPEN_FOR, null);
    }

    /** Whether the calls that are made now decide if the breaker closes. */
    boolean isOnTrial() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /**
     * @param failure null where the call succeeded
     * @param reused it went over a connection that had served before
     */
    void record(UpstreamFailure failure, long nanos, boolean reused) {
        if (!reused) {
            freshSuccesses.updateAndGet(now -> failure == null ? Math.min(TRUSTED, now + 1) : 0);
        }
        if (failure == null) {
            repetitions.updateAndGet(now -> Math.min(MOST, now + EARNED));
        } else if (failure.outcome == Outcome.THROTTLED) {
            Instant now = clock.instant();
            Duration wait = failure.retryAfter;
            Instant askAgain = now.plus(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
            pause.accumulateAndGet(new Pause(askAgain, now.plus(wait)), Pause::orLonger);
        }
        if (failure != null && failure.outcome.isIllness) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The call ended for a reason of ours, which says nothing of Direct Line. */
    void forget() {
        breaker.releasePermission();
    }

    /**
     * Takes one repetition, if there is one left.
     *
     * @param reused the call that failed went over a connection that had served before
     */
    boolean takeRepetition(boolean reused) {
        boolean isFree = reused && freshSuccesses.get() == TRUSTED;
        return isFree || repetitions.getAndUpdate(now -> now >= COST ? now - COST : now) >= COST;
    }
}
