package xbot.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.front.Routes;
import xbot.text.Watch;

/** The route set that serves, and the way from one to the next. Any failure leaves the one that serves. */
final class RouteSets implements Routes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSets.class);

    /** Why the last change of the files was not taken over. */
    record LastRefusal(String hash, Instant at, List<String> findings) {}

    private final RouteSetFactory factory;
    private final RoutesProperties properties;
    private final Clock clock;
    private final AtomicReference<RouteSet> serving = new AtomicReference<>();
    private final Counter applied;
    private final Counter refused;
    private final MultiGauge info;
    private final ScheduledExecutorService background;
    private CamelContext firstContext;
    private Watch watch;
    private volatile LastRefusal lastRefusal;

    RouteSets(
            RouteSetFactory factory,
            RoutesProperties properties,
            Clock clock,
            MeterRegistry meters,
            ScheduledExecutorService background) {
        this.factory = factory;
        this.background = background;
        this.properties = properties;
        this.clock = clock;
        applied = reloads("applied", meters);
        refused = reloads("refused", meters);
        info = MultiGauge.builder("xbot.routeset.info")
                .description("The route set that serves")
                .register(meters);
    }

    private static Counter reloads(String outcome, MeterRegistry meters) {
        return Counter.builder("xbot.routeset.reloads")
                .description("Changes of the route files, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** The first set serves from now on. */
    void open(RouteSet first) {
        firstContext = first.camel();
        watch = new Watch(first.hash());
        serve(first);
    }

    RouteSet serving() {
        return serving.get();
    }

    LastRefusal lastRefusal() {
        return lastRefusal;
    }

    @Override
    public Visit enter() {
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
        try {
            RouteFiles files = factory.read();
            if (watch.isNew(files.hash())) {
                change(files);
            }
        } catch (InvalidRouteSet e) {
            if (watch.isNew("unreadable")) {
                refuse("unreadable", e);
            }
        }
    }

    private void change(RouteFiles files) {
        RouteSet old = serving.get();
        if (files.hash().equals(old.hash())) {
            lastRefusal = null;
            LOG.info("The route files are those of route set {} again, which serves", old.hash());
            return;
        }
        try {
            RouteSet next = factory.create(files);
            lastRefusal = null;
            serve(next);
            applied.increment();
            LOG.info("Route set {} serves, {} before it", next.hash(), old.hash());
            retire(old, System.nanoTime());
        } catch (InvalidRouteSet e) {
            refuse(files.hash(), e);
        }
    }

    private void refuse(String hash, InvalidRouteSet reason) {
        List<String> findings =
                reason.findings().stream().map(Finding::toString).toList();
        lastRefusal = new LastRefusal(hash, clock.instant(), findings);
        refused.increment();
        String old = serving.get().hash();
        LOG.error("Route set {} is rejected, {} keeps serving: {}", hash, old, reason.getMessage());
    }

    /** Waits until the last exchange has left the old set, and closes it. */
    private void retire(RouteSet old, long since) {
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        if (old.unfinished() > 0 && waited.compareTo(properties.retireTimeout()) < 0) {
            background.schedule(() -> retire(old, since), 100, TimeUnit.MILLISECONDS);
            return;
        }
        background.execute(() -> close(old));
    }

    private void close(RouteSet old) {
        int requests = old.inFlight();
        int handedOn = old.unfinished() - requests;
        try {
            old.cutCallsOff();
            if (old.camel() == firstContext) {
                empty(firstContext);
            } else {
                old.camel().stop();
            }
            LOG.info(
                    "Route set {} is closed, {} requests and {} exchanges beside an answer were cut off",
                    old.hash(),
                    requests,
                    handedOn);
        } catch (Exception e) {
            LOG.warn("Route set {} did not close cleanly", old.hash(), e);
        }
    }

    /** The first context is a Spring bean that others hold: it loses its routes but is not stopped. */
    private static void empty(CamelContext camel) throws Exception {
        for (Route route : List.copyOf(camel.getRoutes())) {
            camel.getRouteController().stopRoute(route.getRouteId(), 5, TimeUnit.SECONDS);
            camel.removeRoute(route.getRouteId());
        }
    }

    private void serve(RouteSet set) {
        serving.set(set);
        info.register(List.of(MultiGauge.Row.of(Tags.of("hash", set.hash()), 1)), true);
    }

    @Override
    public void close() {
        RouteSet set = serving.getAndSet(null);
        if (set != null && set.camel() != firstContext) {
            set.camel().stop();
        }
    }
}
