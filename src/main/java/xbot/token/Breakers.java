package xbot.token;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;

/** One circuit breaker per partner: a partner's region may be down while another's is well. */
final class Breakers {

    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private Breakers() {}

    /** Opens when half of at least 10 calls failed, and lets 3 calls try after 5 seconds. */
    static CircuitBreakerRegistry create(Clock clock) {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(3)
                .clock(clock)
                .build());
    }
}
