package xbot.routes;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import xbot.front.Routes;

/**
 * A changed route set beside the one before it: gets a share of the requests that grows, and ends when it is worse. A
 * request that it fails before it called another system is answered by the set before.
 *
 * <p>It is worse by any of these:
 *
 * <ul>
 *   <li>it fails in a way in which the set before it has never failed, or, from the fifth time on, three times as often;
 *       where another system that was called may be the reason, only the latter;
 *   <li>it does not serve a path that the set before it serves, and that is asked for;
 *   <li>it holds a request for three seconds without calling another system, where the set before it holds none;
 *   <li>it takes more than twice as long for what it does alone, at the 99th percentile, and at least 128 ms.
 * </ul>
 */
final class Probation {

    /** As many requests are watched, however long that takes, but no longer than a day. */
    static final int LEAST_REQUESTS = 20;

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final double[] SHARES = {0.01, 0.1, 0.5, 1};
    private static final int HELD_MILLIS = 3000;

    private final RouteSet before;
    private final RouteSet next;
    private final Duration length;
    private final LongSupplier nanoTime;
    private final Supplier<RouteSet> serving;
    private final Consumer<Finding> worse;
    private final long begin;
    private final AtomicLong lastTried;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Set<Trial> open = ConcurrentHashMap.newKeySet();

    /**
     * @param serving enters the set that serves
     * @param worse is called once, with the reason, when the new set is worse
     */
    Probation(
            RouteSet before,
            RouteSet next,
            Duration length,
            LongSupplier nanoTime,
            Supplier<RouteSet> serving,
            Consumer<Finding> worse) {
        this.before = before;
        this.next = next;
        this.length = length;
        this.nanoTime = nanoTime;
        this.serving = serving;
        this.worse = worse;
        begin = nanoTime.getAsLong();
        lastTried = new AtomicLong(begin - Duration.ofSeconds(1).toNanos());
        Trial.Calls.watch(before.camel());
        Trial.Calls.watch(next.camel());
    }

    RouteSet next() {
        return next;
    }

    /** Of the requests that come, between 0 and 1. */
    double share() {
        long quarter = watched().toNanos() * SHARES.length / Math.max(1, length.toNanos());
        return SHARES[(int) Math.min(quarter, SHARES.length - 1)];
    }

    /** Whether its time has come. */
    boolean isLongEnough() {
        return watched().compareTo(length) >= 0;
    }

    /** And whether there was enough to see. */
    boolean isPassed() {
        return isLongEnough()
                && (next.conduct().requests() >= LEAST_REQUESTS || watched().compareTo(LONGEST) >= 0);
    }

    private Duration watched() {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }

    /** @return false where it was over already */
    boolean end() {
        if (!isOver.compareAndSet(false, true)) {
            return false;
        }
        Trial.Calls.end(before.camel());
        Trial.Calls.end(next.camel());
        return true;
    }

    Routes.Visit enter(String method, String path) {
        if (isTurnOfNext()) {
            if (next.routes().has(method, path) || !before.routes().has(method, path)) {
                return trial(next);
            }
            worse("", method + " " + path + " is not served any more");
        }
        return trial(before);
    }

    /** By its share, and at least once a second: what is asked seldom goes to the new set. */
    private boolean isTurnOfNext() {
        long now = nanoTime.getAsLong();
        long last = lastTried.get();
        boolean isDue = now - last >= 1_000_000_000 && lastTried.compareAndSet(last, now);
        return isDue || ThreadLocalRandom.current().nextDouble() < share();
    }

    /** Null where the probation is over, and the set may be closed. */
    private Trial trial(RouteSet set) {
        set.enter();
        if (isOver.get()) {
            set.leave();
            return null;
        }
        return new Trial(set, this);
    }

    /** To be called a few times a second. */
    void look() {
        open.stream()
                .filter(trial -> !trial.isOutside() && trial.millis() >= HELD_MILLIS)
                .forEach(this::judgeHeld);
        next.conduct().slower(before.conduct()).ifPresent(what -> worse("", what));
    }

    private void judgeHeld(Trial trial) {
        String kind = "held at " + trial.place();
        trial.set().conduct().failed(kind);
        if (trial.set() == next) {
            judge(kind, false, trial.place(), "it holds a request for " + HELD_MILLIS + " ms");
        }
    }

    /** @param place the step, empty where there is none to blame */
    void worse(String place, String what) {
        if (end()) {
            worse.accept(new Finding(Finding.Severity.ERROR, "", 0, place, what));
            open.stream()
                    .filter(trial -> trial.set() == next && !trial.isOutside())
                    .forEach(trial -> trial.moveTo(serving.get()));
        }
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void begun(Trial trial) {
        open.add(trial);
    }

    /** @return the set that is to answer the request, null where the answer stands */
    Routes.Visit ended(Trial trial, Exchange exchange, int status) {
        open.remove(trial);
        RouteSet set = trial.set();
        String kind = set.conduct().ended(exchange, status);
        if (!trial.isOutside()) {
            set.conduct().took(trial.millis());
        }
        if (kind == null || set != next) {
            return null;
        }
        Throwable cause = Conduct.cause(exchange);
        String what = cause == null ? kind : kind + ": " + InvalidRouteSet.plain(cause);
        judge(kind, trial.isOutside() && Conduct.mayBeOfOthers(cause), trial.failedAt(exchange), what);
        RouteSet other = trial.isOutside() ? null : serving.get();
        if (other == next) {
            other.leave();
            return null;
        }
        return other;
    }

    private void judge(String kind, boolean mayBeOfOthers, String place, String what) {
        Conduct conduct = next.conduct();
        if (conduct.failsMore(kind, mayBeOfOthers, before.conduct())) {
            long count = conduct.failures(kind);
            worse(place, what + " (" + count + " of " + Math.max(count, conduct.requests()) + " requests)");
        }
    }
}
