package xbot.front;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of serving. The whole grace long, requests are served as before, whether any come or not, since a load
 * balancer may hear late that this pod stops; after it new requests are refused and those in flight may finish.
 */
final class Shutdown {

    private static final long TICK_MILLIS = 50;

    /** What is in flight after the grace waits for an upstream at most this long. */
    private static final long LAST_CALLS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Vertx vertx;
    private final long graceNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean begun;
    private volatile boolean refusing;

    Shutdown(Vertx vertx, Duration grace) {
        this.vertx = vertx;
        this.graceNanos = grace.toNanos();
    }

    void entered() {
        inFlight.incrementAndGet();
    }

    void left() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    /** From then on, each answer is the last of its connection. */
    boolean isBegun() {
        return begun;
    }

    boolean isRefusing() {
        return refusing;
    }

    void begin(Runnable done) {
        long start = System.nanoTime();
        begun = true;
        vertx.setPeriodic(TICK_MILLIS, timer -> {
            long passed = System.nanoTime() - start;
            refusing = passed >= graceNanos;
            if (refusing && inFlight.get() == 0 || passed >= graceNanos + LAST_CALLS_NANOS) {
                vertx.cancelTimer(timer);
                // closing blocks on Spring's own thread, not on the event loop
                new Thread(done, "traffic-drained").start();
            }
        });
    }
}
