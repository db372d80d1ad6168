package xbot.front;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Hands a request to its route on a worker thread and answers when the route is done, on whichever thread that is.
 * Camel's own consumer keeps the worker until then, so a slow upstream would starve requests that need none.
 */
final class NonBlockingConsumer extends VertxPlatformHttpConsumer {

    private final Executor workers;

    NonBlockingConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName, Executor workers) {
        super(endpoint, processor, List.of(), routerName);
        this.workers = workers;
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        RequestRecord request = RequestRecord.current();
        if (isSuspended()) {
            Answer.refuse(context.request(), request, TransportRefusal.STOPPING);
            return;
        }
        Exchange exchange = createExchange(false);
        Map<String, Object> received = fill(exchange, context, request);
        if (request.trace != null) {
            request.trace.enter(exchange, getEndpoint().getPath());
        }
        new RouteRun(this, exchange, received, context.request(), request).start(workers);
    }

    /** Returns what came with the request and is not to be sent back, by name in lower case. */
    private static Map<String, Object> fill(Exchange exchange, RoutingContext context, RequestRecord request) {
        HttpServerRequest http = context.request();
        Map<String, Object> received = new RouteExchange(exchange)
                .receive(
                        http.method().name(), http.path(), http.query(), http.headers(), context.get(RequestBody.BODY));
        context.pathParams().forEach((name, value) -> {
            received.put(name.toLowerCase(Locale.ROOT), value);
            exchange.getMessage().setHeader(name.toLowerCase(Locale.ROOT), value);
        });
        exchange.setProperty(ExchangeProperties.REQUEST_ID, request.requestId);
        exchange.setProperty(ExchangeProperties.PEER, request.peer);
        exchange.setProperty(ExchangeProperties.BODY_TOO_LARGE, context.get(RequestBody.TOO_LARGE));
        return received;
    }
}
