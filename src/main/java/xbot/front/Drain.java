package xbot.front;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The way from serving to closed, in three steps: draining, refusing, done. */
final class Drain {

    private static final long TICK_MILLIS = 50;

    /** Callers that stay away this long have been told by their load balancer. */
    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    /** What is in flight after the grace waits for an upstream at most this long. */
    private static final long LAST_CALLS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Vertx vertx;
    private final long graceNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long lastEntry;
    private volatile boolean draining;
    private volatile boolean refusing;

    Drain(Vertx vertx, Duration grace) {
        this.vertx = vertx;
        this.graceNanos = grace.toNanos();
    }

    void entered() {
        inFlight.incrementAndGet();
        if (draining) {
            lastEntry = System.nanoTime();
        }
    }

    void left() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    boolean isDraining() {
        return draining;
    }

    boolean isRefusing() {
        return refusing;
    }

    void begin(Runnable done) {
        long began = System.nanoTime();
        lastEntry = began;
        draining = true;
        vertx.setPeriodic(TICK_MILLIS, timer -> {
            long now = System.nanoTime();
            boolean idle = inFlight.get() == 0;
            refusing = now - began >= graceNanos;
            boolean quiet = idle && now - lastEntry >= Math.min(QUIET_NANOS, graceNanos);
            if (quiet || refusing && idle || now - began >= graceNanos + LAST_CALLS_NANOS) {
                vertx.cancelTimer(timer);
                // closing blocks on Spring's own thread, not on the event loop
                new Thread(done, "traffic-drained").start();
            }
        });
    }
}
