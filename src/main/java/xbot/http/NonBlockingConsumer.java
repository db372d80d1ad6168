package xbot.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a request to its route on a worker thread and answers when the route is done, on whichever thread that is.
 * Camel's own consumer keeps the worker until then, so a slow upstream would starve requests that need none.
 *
 * <p>Request headers become message headers, query parameters do not: a key in a query is no key. No header of the
 * request is sent back, whatever the route leaves in the message.
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
        exchange.setPattern(ExchangePattern.InOut);
        Map<String, Object> received = fill(exchange, context, request);
        Context eventLoop = Vertx.currentContext();
        context.vertx()
                .executeBlocking(
                        () -> process(
                                exchange,
                                done -> eventLoop.runOnContext(v -> {
                                    answer(context, request, exchange, received);
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

    private static Map<String, Object> fill(Exchange exchange, RoutingContext context, RequestRecord request) {
        Message message = exchange.getMessage();
        Map<String, Object> received = new HashMap<>();
        for (Map.Entry<String, String> header : context.request().headers()) {
            String name = header.getKey();
            if (!name.regionMatches(true, 0, "Camel", 0, 5)) {
                received.merge(name.toLowerCase(Locale.ROOT), header.getValue(), NonBlockingConsumer::and);
            }
        }
        message.getHeaders().putAll(received);
        message.setHeader(Exchange.HTTP_METHOD, context.request().method().name());
        message.setHeader(Exchange.HTTP_PATH, context.request().path());
        message.setHeader(Exchange.HTTP_RAW_QUERY, context.request().query());
        message.setHeader(Exchange.HTTP_QUERY, context.request().query());
        context.pathParams().forEach(message::setHeader);
        message.setBody(context.get(RequestBody.BODY));
        exchange.setProperty(ExchangeProperties.REQUEST_ID, request.requestId);
        exchange.setProperty(ExchangeProperties.PEER, request.peer);
        exchange.setProperty(ExchangeProperties.BODY_TOO_LARGE, context.get(RequestBody.TOO_LARGE));
        return received;
    }

    @SuppressWarnings("unchecked")
    private static Object and(Object earlier, Object later) {
        List<Object> all = earlier instanceof List ? (List<Object>) earlier : new ArrayList<>(List.of(earlier));
        all.add(later);
        return all;
    }

    private static void answer(
            RoutingContext context, RequestRecord request, Exchange exchange, Map<String, Object> received) {
        request.read(exchange);
        HttpServerRequest http = context.request();
        if (exchange.getException() != null) {
            fail(http, request, exchange.getException());
            return;
        }
        try {
            write(http, exchange.getMessage(), received);
        } catch (RuntimeException e) {
            fail(http, request, e);
        }
    }

    private static void fail(HttpServerRequest http, RequestRecord request, Exception cause) {
        LOG.error("{} the route {} failed", request.requestId, request.route, cause);
        Answer.refuse(http, TransportRefusal.INTERNAL_ERROR);
    }

    private static void write(HttpServerRequest http, Message message, Map<String, Object> received) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            boolean ours = name.regionMatches(true, 0, "Camel", 0, 5);
            if (!ours && header.getValue() != received.get(name.toLowerCase(Locale.ROOT))) {
                response.putHeader(name, String.valueOf(header.getValue()));
            }
        }
        Answer.end(http, bytes(message));
    }

    private static byte[] bytes(Message message) {
        if (message.getBody() instanceof byte[] bytes) {
            return bytes;
        }
        String text = message.getBody(String.class);
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
