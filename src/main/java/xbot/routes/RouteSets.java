package xbot.routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.front.Routes;
import xbot.text.Watch;

/** The route set that serves, and the way from one to the next. Any failure leaves the one that serves. */
final class RouteSets implements Routes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSets.class);

    private final RouteSetFactory factory;
    private final RoutesProperties properties;
    private final AtomicReference<RouteSet> serving = new AtomicReference<>();
    private final RouteSetMetrics metrics;
    private final RouteSetRefusals refusals;
    private final ScheduledExecutorService background;
    private CamelContext firstContext;
    private Retirement retirement;
    private Watch watch;
    private volatile Probation probation;

    /** @param events remembers for all pods, where they share a store, what one of them has rolled back */
    RouteSets(
            RouteSetFactory factory,
            RoutesProperties properties,
            Clock clock,
            MeterRegistry meters,
            IdempotentRepository events,
            ScheduledExecutorService background) {
        this.factory = factory;
        this.background = background;
        this.properties = properties;
        metrics = new RouteSetMetrics(meters, this::share);
        refusals = new RouteSetRefusals(clock, events, metrics);
    }

    /** The first set serves from now on. */
    void open(RouteSet first) {
        firstContext = first.camel();
        retirement = new Retirement(firstContext, properties.retireTimeout(), background);
        watch = new Watch(first.hash());
        serve(first);
    }

    RouteSet serving() {
        return serving.get();
    }

    RouteSetRefusals.Last lastRefusal() {
        return refusals.last();
    }

    /** Null where no changed set is watched. */
    Probation probation() {
        return probation;
    }

    private Number share() {
        Probation now = probation;
        return now == null ? 0 : now.share();
    }

    @Override
    public Visit enter(String method, String path) {
        Probation now = probation;
        Visit visit = now == null ? null : now.enter(method, path);
        return visit == null ? enter() : visit;
    }

    private RouteSet enter() {
        while (true) {
            RouteSet set = serving.get();
            if (set == null) {
                return null;
            }
            set.enter();
            // a set that was replaced meanwhile may be retiring already
            if (set == serving.get()) {
                return set;
            }
            set.leave();
        }
    }

    /** Looks at the files once. A change counts when two looks in a row agree, so that nothing half-written is taken. */
    synchronized void look() {
        Probation now = probation;
        if (now != null && now.isPassed()) {
            pass(now);
        } else if (now != null && refusals.isRolledBack(now.next().hash())) {
            now.worse("", RouteSetRefusals.ROLLED_BACK);
        }
        try {
            RouteFiles files = factory.read();
            if (watch.isNew(files.hash())) {
                change(files);
            }
        } catch (InvalidRouteSet e) {
            if (watch.isNew("unreadable")) {
                refusals.refused("unreadable", serving.get().hash(), e);
            }
        }
    }

    private void change(RouteFiles files) {
        if (probation != null && probation.isLongEnough()) {
            pass(probation);
        }
        withdraw();
        RouteSet old = serving.get();
        if (files.hash().equals(old.hash())) {
            refusals.clear();
            LOG.info("The route files are those of route set {} again, which serves", old.hash());
            return;
        }
        try {
            refusals.throwIfRolledBack(files.hash());
            RouteSet next = factory.create(files);
            refusals.clear();
            if (properties.probation().isZero()) {
                replace(old, next);
            } else {
                LOG.info("Route set {} is on probation, {} before it", next.hash(), old.hash());
                probation = new Probation(
                        old,
                        next,
                        properties.probation(),
                        System::nanoTime,
                        this::enter,
                        finding -> rollBack(next, finding));
            }
        } catch (InvalidRouteSet e) {
            refusals.refused(files.hash(), old.hash(), e);
        }
    }

    private void replace(RouteSet old, RouteSet next) {
        serve(next);
        metrics.applied();
        LOG.info("Route set {} serves, {} before it", next.hash(), old.hash());
        retirement.begin(old);
    }

    private void pass(Probation passed) {
        if (passed.end()) {
            replace(serving.get(), passed.next());
            probation = null;
        }
    }

    /** The files have changed again. */
    private void withdraw() {
        Probation now = probation;
        if (now != null && now.end()) {
            probation = null;
            LOG.info(
                    "Route set {} is withdrawn, as the files have changed again",
                    now.next().hash());
            retirement.begin(now.next());
        }
    }

    private void rollBack(RouteSet next, Finding reason) {
        probation = null;
        background.execute(() -> refusals.remember(next.hash()));
        refusals.rolledBack(next.hash(), serving.get().hash(), reason);
        retirement.begin(next);
    }

    /** Looks at the requests of a set on probation, once. */
    void watchOver() {
        Probation now = probation;
        if (now != null) {
            now.look();
        }
    }

    private void serve(RouteSet set) {
        serving.set(set);
        metrics.serves(set.hash());
    }

    @Override
    public void close() {
        withdraw();
        RouteSet set = serving.getAndSet(null);
        if (set != null && set.camel() != firstContext) {
            set.camel().stop();
        }
    }
}
