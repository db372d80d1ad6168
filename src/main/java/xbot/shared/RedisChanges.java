package xbot.shared;

import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** What Redis told of changes of keys, and until when it surely told all. */
final class RedisChanges {

    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int COUNTERS = 1 << 16;
    private static final int SESSION_SHIFT = 32;

    /** Keys share counters, which costs a question now and then. */
    private final AtomicIntegerArray changes = new AtomicIntegerArray(COUNTERS);

    /** Becomes another one when changes were not told. */
    private final AtomicLong session = new AtomicLong(1);

    private volatile long toldNanos = System.nanoTime() - LEASE_NANOS;

    /** @param nanos by {@link System#nanoTime()}: all that changed before was told */
    void toldUntil(long nanos) {
        toldNanos = nanos;
    }

    /** From now on it does not tell. */
    void lost() {
        session.incrementAndGet();
        toldNanos = System.nanoTime() - LEASE_NANOS;
    }

    /** Whether all keys are gone (FLUSHALL). */
    boolean isEndOfAll(PushMessage push) {
        if (!push.getType().equals("invalidate")) {
            return false;
        }
        if (push.getContent(StringCodec.UTF8::decodeKey).get(1) instanceof List<?> keys) {
            keys.forEach(key -> changes.incrementAndGet(counterOf((String) key)));
            return false;
        }
        session.incrementAndGet();
        return true;
    }

    /** What is asked for under a number is current for as long as the number is this one; 0 never is. */
    long version(String key) {
        long version = session.get() << SESSION_SHIFT | Integer.toUnsignedLong(changes.get(counterOf(key)));
        return System.nanoTime() - toldNanos < LEASE_NANOS ? version : 0;
    }

    private static int counterOf(String key) {
        return key.hashCode() & COUNTERS - 1;
    }
}
