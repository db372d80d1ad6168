package xbot.routes;

import java.io.IOException;
import java.util.Map;
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

    /** Of durations; bucket n holds those below 2^n ms. */
    private static final int BUCKETS = 17;

    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final AtomicLongArray durations = new AtomicLongArray(BUCKETS);

    /** Null where it is no failure, or Direct Line's. */
    private static String kind(Exchange exchange, int status) {
        String code = exchange.getProperty(ExchangeProperties.CODE, String.class);
        if (status < 500 || code != null && code.startsWith("UPSTREAM_")) {
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
        return cause instanceof IOException
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

    /** Of the requests, between 0 and 1. */
    double share(String kind) {
        return (double) failures(kind) / Math.max(1, requests());
    }

    /** The 99th percentile in milliseconds, rounded up to a power of two; 0 where fewer than {@code least} are known. */
    long slowest(int least) {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += durations.get(i);
        }
        long above = all / 100;
        for (int i = BUCKETS - 1; i >= 0 && all >= least; i--) {
            above -= durations.get(i);
            if (above < 0) {
                return 1L << i;
            }
        }
        return 0;
    }
}
