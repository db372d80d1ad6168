package xbot.routes;

import io.micrometer.core.instrument.Counter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import xbot.contract.ExchangeProperties;

/**
 * Bounds what a route set does beside the answers. An exchange that was handed on (a wire tap, a seda queue) and meets
 * as many of its kind in a route is dropped and counted, whatever the steps of that route wait for.
 */
public final class HandOverLimit implements RoutePolicyFactory {

    private final int limit;
    private final Counter dropped;

    /** @param limit most exchanges in flight in one route */
    HandOverLimit(int limit, Counter dropped) {
        this.limit = limit;
        this.dropped = dropped;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route begun, Exchange exchange) {
                if (isHandedOn(exchange) && camel.getInflightRepository().size(begun.getRouteId()) >= limit) {
                    exchange.setRouteStop(true);
                    dropped.increment();
                }
            }
        };
    }

    /** It comes from a request, and nobody waits for its answer. */
    public static boolean isHandedOn(Exchange exchange) {
        return exchange.getPattern() == ExchangePattern.InOnly
                && exchange.getProperty(ExchangeProperties.REQUEST_ID) != null;
    }
}
