package xbot.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which change was not taken over, and why. */
final class RouteSetRefusals {

    static final String ROLLED_BACK =
            "it was rolled back within the last day, by this pod or by one that shares its store;"
                    + " the log has the reason, and any change, also of a comment, is a new try";

    private static final Logger LOG = LoggerFactory.getLogger(RouteSets.class);
    private static final String EVENT = "rolled-back-route-set/";

    /** Why the last change of the files was not taken over. */
    record Last(String hash, Instant at, List<String> findings) {}

    private final Clock clock;
    private final IdempotentRepository events;
    private final RouteSetMetrics metrics;
    private volatile Last last;

    /** @param events remembers for all pods, where they share a store, what one of them has rolled back */
    RouteSetRefusals(Clock clock, IdempotentRepository events, RouteSetMetrics metrics) {
        this.clock = clock;
        this.events = events;
        this.metrics = metrics;
    }

    /** Null where the last one was. */
    Last last() {
        return last;
    }

    void clear() {
        last = null;
    }

    /** @param serving the hash of the set that keeps serving */
    void refused(String hash, String serving, InvalidRouteSet reason) {
        metrics.refused();
        last = new Last(
                hash,
                clock.instant(),
                reason.findings().stream().map(Finding::toString).toList());
        LOG.error("Route set {} is rejected, {} keeps serving: {}", hash, serving, reason.getMessage());
    }

    /** @param serving the hash of the set that keeps serving */
    void rolledBack(String hash, String serving, Finding reason) {
        metrics.rolledBack();
        last = new Last(hash, clock.instant(), List.of(reason.toString()));
        LOG.error("Route set {} is rolled back, {} serves: {}", hash, serving, reason);
    }

    void remember(String hash) {
        events.add(EVENT + hash);
    }

    boolean isRolledBack(String hash) {
        return events.contains(EVENT + hash);
    }

    void throwIfRolledBack(String hash) {
        if (isRolledBack(hash)) {
            throw new InvalidRouteSet(List.of(Finding.error("", 0, ROLLED_BACK)));
        }
    }
}
