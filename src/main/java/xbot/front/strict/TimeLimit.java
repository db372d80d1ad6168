package xbot.front.strict;

import java.time.Duration;

/**
 * How long a connection may go on as it does: without a request, or with one that has begun and not arrived. All but
 * {@link #isOver} is for the event loop of the connection.
 */
final class TimeLimit {

    private static final long NONE = Long.MAX_VALUE;

    private final long deliverNanos;
    private final long restNanos;
    private volatile long end;

    /** Nothing of the next request has arrived. */
    private boolean resting;

    TimeLimit(Duration deliver, Duration rest) {
        this.deliverNanos = deliver.toNanos();
        this.restNanos = rest.toNanos();
        answered(true);
    }

    /** @param taken whether the caller has all answers; it has to take them before the connection may rest */
    void answered(boolean taken) {
        resting = true;
        endsIn(taken ? restNanos : deliverNanos);
    }

    void taken() {
        if (resting) {
            endsIn(restNanos);
        }
    }

    /** The first of its bytes, or all of its head at once. */
    void requestBegins() {
        if (resting) {
            resting = false;
            endsIn(deliverNanos);
        }
    }

    /** It is for us now to answer. */
    void requestArrived() {
        end = NONE;
    }

    private void endsIn(long nanos) {
        end = System.nanoTime() + nanos;
    }

    boolean isOver(long now) {
        long last = end;
        return last != NONE && now - last > 0;
    }
}
