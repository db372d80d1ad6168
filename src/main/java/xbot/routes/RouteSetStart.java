package xbot.routes;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import xbot.front.TrafficServer;

/**
 * The start: puts the first route set into the Camel context that Camel's starter makes, so that what is written for
 * that context works (AdviceWith tests among it), and opens the traffic port when the set can serve.
 */
final class RouteSetStart implements CamelContextConfiguration {

    private final RoutesProperties properties;
    private final RouteSetFactory factory;
    private final RouteSets routeSets;
    private final TrafficServer server;
    private final ScheduledExecutorService background;
    private RouteSet first;

    RouteSetStart(
            RoutesProperties properties,
            RouteSetFactory factory,
            RouteSets routeSets,
            TrafficServer server,
            ScheduledExecutorService background) {
        this.properties = properties;
        this.factory = factory;
        this.routeSets = routeSets;
        this.server = server;
        this.background = background;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        first = factory.loadToServe(camel, factory.read());
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}

    @EventListener(ApplicationStartedEvent.class)
    void open() {
        if (!first.camel().isStarted()) {
            // a test with @UseAdviceWith starts it, and needs no port
            first.startUnjudged();
            return;
        }
        InvalidRouteSet.throwIfAny(first.judge(false));
        routeSets.open(first);
        server.start();
        if (properties.reload()) {
            long millis = properties.pollInterval().toMillis();
            // pods that get the same files do not begin at the same moment
            long start = ThreadLocalRandom.current().nextLong(millis) + 1;
            background.scheduleWithFixedDelay(routeSets::look, start, millis, TimeUnit.MILLISECONDS);
            background.scheduleWithFixedDelay(routeSets::watchOver, start, 250, TimeUnit.MILLISECONDS);
        }
    }
}
