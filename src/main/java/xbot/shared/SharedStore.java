package xbot.shared;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Stands before the engine that pods share. Whether it is there is what a heartbeat says, never what a request saw: an
 * operation may be slow because this pod is, and then its user would lose his conversation to impatience.
 */
public final class SharedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedStore.class);

    private static final Duration FIRST_LIMIT = Duration.ofSeconds(2);
    private static final long BEAT_MILLIS = 200;
    private static final long AWAY_MILLIS = 500;
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MAX_THREADS = 64;
    private static final int MAX_TEXT = 200;

    private final Duration limit;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService pulse;
    private final Counter errors;
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicBoolean beating = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicLong silentMillis = new AtomicLong();
    private volatile String lastFailure = "";
    private long beatDue;

    /**
     * @param limit of one operation for those who can be answered without it
     * @param patience for those who cannot, as long as the engine is there
     */
    public SharedStore(Duration limit, Duration patience, MeterRegistry meters) {
        this.limit = limit;
        this.patience = patience;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("shared-store-");
        factory.setDaemon(true);
        threads = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        pulse = Executors.newSingleThreadScheduledExecutor(factory);
        errors = Counter.builder("xbot.shared.store.errors")
                .description("Operations of tokens and rates that this pod did without the engine that pods share")
                .register(meters);
        Gauge.builder("xbot.shared.store.up", up, there -> there.get() ? 1 : 0)
                .description("1 while the engine that pods share answers, 0 while this pod does without it")
                .register(meters);
    }

    /** Connects, if that takes no longer than 2 s. The first operation is the heartbeat from then on. */
    public void open(Callable<?> operation) {
        try {
            if (up.get()) {
                run(operation, FIRST_LIMIT);
            }
        } catch (StoreAway e) {
            turn(false);
        }
        if (beating.compareAndSet(false, true)) {
            pulse.scheduleWithFixedDelay(() -> beat(operation), BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void beat(Callable<?> operation) {
        long now = System.nanoTime();
        // a beat that comes late says that this pod had no processor, and nothing of the engine
        boolean onTime = beatDue == 0 || now - beatDue < LATE_NANOS;
        beatDue = now + TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
        if (onTime && silentMillis.addAndGet(BEAT_MILLIS) > AWAY_MILLIS) {
            turn(false);
        }
        if (asking.compareAndSet(false, true)) {
            try {
                threads.execute(() -> ask(operation));
            } catch (RejectedExecutionException e) {
                asking.set(false);
            }
        }
    }

    private void ask(Callable<?> operation) {
        try {
            operation.call();
            silentMillis.set(0);
            turn(true);
        } catch (Exception e) {
            lastFailure = describe(e);
        } finally {
            asking.set(false);
        }
    }

    /** @throws StoreAway if it failed, took too long, or was not tried because the engine is away */
    public <T> T call(Callable<T> operation) throws StoreAway {
        return count(() -> run(operation, limit));
    }

    /** Tries again what fails, until the patience is at its end or the engine is away. */
    public <T> T callPatiently(Callable<T> operation) throws StoreAway {
        long end = System.nanoTime() + patience.toNanos();
        return count(() -> {
            while (true) {
                long left = end - System.nanoTime();
                try {
                    return run(operation, Duration.ofNanos(Math.max(left, 1)));
                } catch (StoreAway e) {
                    if (!up.get() || System.nanoTime() + RETRY_NANOS > end) {
                        throw e;
                    }
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            }
        });
    }

    private interface Attempt<T> {
        T run() throws StoreAway;
    }

    private <T> T count(Attempt<T> attempt) throws StoreAway {
        try {
            if (!up.get()) {
                throw new StoreAway();
            }
            return attempt.run();
        } catch (StoreAway e) {
            errors.increment();
            throw e;
        }
    }

    private <T> T run(Callable<T> operation, Duration limit) throws StoreAway {
        FutureTask<T> task = new FutureTask<>(operation);
        try {
            threads.execute(task);
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
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

    private void turn(boolean there) {
        if (up.compareAndSet(!there, there)) {
            if (there) {
                LOG.info("the shared store is back");
            } else {
                LOG.warn(
                        "the shared store is away, this pod keeps tokens and counts rates by itself: {}",
                        lastFailure.isEmpty() ? "no answer within " + AWAY_MILLIS + " ms" : lastFailure);
            }
        }
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        threads.shutdownNow();
    }
}
