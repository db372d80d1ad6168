package xbot.shared;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Stands before the engine that pods share: an operation takes {@code xbot.cache.timeout}
 * at most, and a store that hangs costs that twice and not with each request, since a circuit breaker then keeps the
 * others from trying. Each second one may try again.
 */
public final class SharedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    private static final Duration FIRST_LIMIT = Duration.ofSeconds(2);
    private static final Duration OPEN_FOR = Duration.ofSeconds(1);
    private static final int MAX_THREADS = 64;
    private static final int MAX_TEXT = 200;

    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final CircuitBreaker breaker;
    private final Counter errors;
    private volatile String lastFailure = "";

    /** @param limit of one operation; a request makes two at most before the breaker opens */
    public SharedStore(Duration limit, MeterRegistry meters, Clock clock) {
        this.limit = limit;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("shared-store-");
        factory.setDaemon(true);
        threads = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        breaker = CircuitBreaker.of(
                "shared-store",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(4)
                        .minimumNumberOfCalls(2)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(OPEN_FOR)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> tell(event.getStateTransition()));
        errors = Counter.builder("xbot.shared.store.errors")
                .description("Operations of tokens and rates that this pod did without the engine that pods share")
                .register(meters);
        Gauge.builder("xbot.shared.store.up", breaker, b -> b.getState() == State.CLOSED ? 1 : 0)
                .description("1 while the engine that pods share answers, 0 while this pod does without it")
                .register(meters);
    }

    /** Connects, if that takes no longer than 2 s; requests need not wait for it then. */
    public void open(Callable<?> operation) {
        if (breaker.getState() != State.CLOSED) {
            return;
        }
        try {
            run(operation, FIRST_LIMIT);
        } catch (StoreAway e) {
            breaker.transitionToOpenState();
        }
    }

    /** @throws StoreAway if it failed, took too long, or was not tried because others before it failed */
    public <T> T call(Callable<T> operation) throws StoreAway {
        if (!breaker.tryAcquirePermission()) {
            errors.increment();
            throw new StoreAway();
        }
        long started = System.nanoTime();
        try {
            T result = run(operation, limit);
            breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            return result;
        } catch (StoreAway e) {
            errors.increment();
            breaker.onError(System.nanoTime() - started, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    private <T> T run(Callable<T> operation, Duration limit) throws StoreAway {
        FutureTask<T> task = new FutureTask<>(operation);
        try {
            threads.execute(task);
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            lastFailure = describe(e);
        } catch (TimeoutException e) {
            lastFailure = "no answer within " + limit.toMillis() + " ms";
        } catch (RejectedExecutionException e) {
            lastFailure = MAX_THREADS + " operations hang";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lastFailure = "interrupted";
        }
        task.cancel(true);
        throw new StoreAway();
    }

    private static String describe(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String text = root.getClass().getSimpleName() + ": " + String.valueOf(root.getMessage());
        return text.substring(0, Math.min(text.length(), MAX_TEXT)).replaceAll("[^ -~]+", " ");
    }

    private void tell(StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            LOG.warn("the shared store is away, this pod keeps tokens and counts rates by itself: {}", lastFailure);
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOG.info("the shared store is back");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
