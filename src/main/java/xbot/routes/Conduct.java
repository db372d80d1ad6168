package xbot.routes;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;

/** How a route set has behaved: its requests, its failures by kind, and how long it took for what it did alone. */
final class Conduct {

    private static final int MOST_KINDS = 100;

    private static final int MOST_FAILURES = 5;
    private static final int LEAST_DURATIONS = 100;
    private static final int SLOW_MILLIS = 128;

    /** Of durations; bucket n holds those below 2^n ms. */
    private static final int BUCKETS = 17;

    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final AtomicLongArray durations = new AtomicLongArray(BUCKETS);

    /** Null where it is no failure, or Direct Line's. */
    private static String kind(Exchange exchange, int status) {
        if (status < 500) {
            return null;
        }
        String code = exchange.getProperty(ExchangeProperties.CODE, String.class);
        if (code != null && code.startsWith("UPSTREAM_")) {
            return null;
        }
        Throwable cause = cause(exchange);
        String name = code == null ? String.valueOf(status) : code;
        return cause == null || cause instanceof Refusal
                ? name
                : name + " by " + cause.getClass().getSimpleName();
    }

    static Throwable cause(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class) : failure;
    }

    /** A system that was called may be the reason, rather than the route. */
    static boolean mayBeOfOthers(Throwable cause) {
        // without an exception: its status, or no answer in time
        return cause == null
                || cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof HttpOperationFailedException
                || cause instanceof Refusal;
    }

    /** @return its kind where it is a failure, else null */
    String ended(Exchange exchange, int status) {
        requests.increment();
        String kind = kind(exchange, status);
        if (kind != null) {
            failed(kind);
        }
        return kind;
    }

    void failed(String kind) {
        if (failures.size() < MOST_KINDS || failures.containsKey(kind)) {
            failures.computeIfAbsent(kind, k -> new LongAdder()).increment();
        }
    }

    /** @param millis that a request took which called no other system */
    void took(long millis) {
        int bucket = Long.SIZE - Long.numberOfLeadingZeros(millis);
        durations.incrementAndGet(Math.min(bucket, BUCKETS - 1));
    }

    long requests() {
        return requests.sum();
    }

    long failures(String kind) {
        LongAdder count = failures.get(kind);
        return count == null ? 0 : count.sum();
    }

    /**
     * Whether it fails in a way that the other never did, or from the fifth time on three times as often.
     *
     * @param mayBeOfOthers another system may be the reason, so only the latter counts
     */
    boolean failsMore(String kind, boolean mayBeOfOthers, Conduct other) {
        long count = failures(kind);
        double usual = (double) other.failures(kind) / Math.max(1, other.requests());
        return usual == 0 && !mayBeOfOthers || count >= MOST_FAILURES && count > 3 * usual * requests();
    }

    /** How it is slower than the other, by far. */
    Optional<String> slower(Conduct other) {
        long now = slowest();
        long then = other.slowest();
        return now >= SLOW_MILLIS && then > 0 && now > 2 * then
                ? Optional.of("the 99th percentile of what it does alone is " + now + " ms, and was " + then + " ms")
                : Optional.empty();
    }

    /** The 99th percentile in milliseconds, rounded down to a power of two; 0 where too few are known. */
    private long slowest() {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += durations.get(i);
        }
        long above = all / 100;
        for (int i = BUCKETS - 1; i >= 0 && all >= LEAST_DURATIONS; i--) {
            above -= durations.get(i);
            if (above < 0) {
                return Math.max(1, 1L << i >> 1);
            }
        }
        return 0;
    }
}
