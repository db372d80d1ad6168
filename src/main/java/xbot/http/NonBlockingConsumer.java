package xbot.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a request to its route on a worker thread and answers when the route is done, on whichever thread that is.
 * Camel's own consumer keeps the worker until then, so a slow upstream would starve requests that need none.
 */
final class NonBlockingConsumer extends VertxPlatformHttpConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(NonBlockingConsumer.class);

    NonBlockingConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName) {
        super(endpoint, processor, List.of(), routerName);
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        if (isSuspended()) {
            Answer.refuse(context.request(), TransportRefusal.STOPPING);
            return;
        }
        RequestRecord request = RequestRecord.current();
        Exchange exchange = createExchange(false);
        RouteExchange routed = fill(exchange, context, request);
        Context eventLoop = Vertx.currentContext();
        context.vertx()
                .executeBlocking(
                        () -> process(
                                exchange,
                                done -> eventLoop.runOnContext(v -> {
                                    answer(context, request, exchange, routed);
                                    doneUoW(exchange);
                                    releaseExchange(exchange, false);
                                })),
                        false);
    }

    private Void process(Exchange exchange, AsyncCallback done) {
        try {
            createUoW(exchange);
            getAsyncProcessor().process(exchange, done);
        } catch (Exception e) {
            exchange.setException(e);
            done.done(true);
        }
        return null;
    }

    private static RouteExchange fill(Exchange exchange, RoutingContext context, RequestRecord request) {
        RouteExchange routed = new RouteExchange(exchange);
        HttpServerRequest http = context.request();
        routed.receive(http.method().name(), http.path(), http.query(), http.headers(), context.get(RequestBody.BODY));
        context.pathParams().forEach(exchange.getMessage()::setHeader);
        exchange.setProperty(ExchangeProperties.REQUEST_ID, request.requestId);
        exchange.setProperty(ExchangeProperties.PEER, request.peer);
        exchange.setProperty(ExchangeProperties.BODY_TOO_LARGE, context.get(RequestBody.TOO_LARGE));
        return routed;
    }

    private static void answer(RoutingContext context, RequestRecord request, Exchange exchange, RouteExchange routed) {
        request.read(exchange);
        HttpServerRequest http = context.request();
        if (exchange.getException() != null) {
            fail(http, request, exchange.getException());
            return;
        }
        try {
            write(http, routed);
        } catch (RuntimeException e) {
            fail(http, request, e);
        }
    }

    private static void fail(HttpServerRequest http, RequestRecord request, Exception cause) {
        LOG.error("{} the route {} failed", request.requestId, request.route, cause);
        Answer.refuse(http, TransportRefusal.INTERNAL_ERROR);
    }

    private static void write(HttpServerRequest http, RouteExchange routed) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(routed.status());
        routed.headers(response::putHeader);
        Answer.end(http, routed.body());
    }
}
