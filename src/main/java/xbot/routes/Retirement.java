package xbot.routes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a route set that serves no more. */
final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private final CamelContext firstContext;
    private final Duration limit;
    private final ScheduledExecutorService background;

    /** @param limit what a set still works on is cut off after that time */
    Retirement(CamelContext firstContext, Duration limit, ScheduledExecutorService background) {
        this.firstContext = firstContext;
        this.limit = limit;
        this.background = background;
    }

    /** Waits until the last exchange has left the set, and closes it. */
    void begin(RouteSet set) {
        wait(set, System.nanoTime());
    }

    private void wait(RouteSet set, long since) {
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        if (set.unfinished() > 0 && waited.compareTo(limit) < 0) {
            background.schedule(() -> wait(set, since), 100, TimeUnit.MILLISECONDS);
            return;
        }
        background.execute(() -> close(set));
    }

    private void close(RouteSet set) {
        int requests = set.inFlight();
        int handedOn = set.unfinished() - requests;
        try {
            set.cutCallsOff();
            if (set.camel() == firstContext) {
                empty(firstContext);
            } else {
                set.camel().stop();
            }
            LOG.info(
                    "Route set {} is closed, {} requests and {} exchanges beside an answer were cut off",
                    set.hash(),
                    requests,
                    handedOn);
        } catch (Exception e) {
            LOG.warn("Route set {} did not close cleanly", set.hash(), e);
        }
    }

    /** The first context is a Spring bean that others hold: it loses its routes but is not stopped. */
    private static void empty(CamelContext camel) throws Exception {
        for (Route route : List.copyOf(camel.getRoutes())) {
            camel.getRouteController().stopRoute(route.getRouteId(), 5, TimeUnit.SECONDS);
            camel.removeRoute(route.getRouteId());
        }
    }
}
