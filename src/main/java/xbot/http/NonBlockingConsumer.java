package xbot.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Hands a request to its route on a worker thread and answers when the route is done, on whichever thread that is.
 * Camel's own consumer keeps the worker until then, so a slow upstream would starve requests that need none.
 *
 * <p>Request headers become message headers, query parameters do not: a key in a query is no key.
 */
final class NonBlockingConsumer extends VertxPlatformHttpConsumer {

    NonBlockingConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName) {
        super(endpoint, processor, List.of(), routerName);
    }

    @Override
    protected void handleRequest(RoutingContext context) {
        RequestRecord request = RequestRecord.current();
        if (isSuspended()) {
            Answer.refuse(context.request(), request, TransportRefusal.STOPPING);
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Map<String, Object> received = fill(exchange, context, request);
        new RouteRun(this, exchange, received, context.request(), request).start(context.vertx());
    }

    /** Returns what came with the request and is not to be sent back, by name in lower case. */
    private static Map<String, Object> fill(Exchange exchange, RoutingContext context, RequestRecord request) {
        Message message = exchange.getMessage();
        Map<String, Object> received = new HashMap<>();
        for (Map.Entry<String, String> header : context.request().headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!isCamels(name)) {
                received.merge(name, header.getValue(), NonBlockingConsumer::and);
            }
        }
        context.pathParams().forEach((name, value) -> received.put(name.toLowerCase(Locale.ROOT), value));
        message.getHeaders().putAll(received);
        message.setHeader(Exchange.HTTP_METHOD, context.request().method().name());
        message.setHeader(Exchange.HTTP_PATH, context.request().path());
        message.setHeader(Exchange.HTTP_RAW_QUERY, context.request().query());
        message.setHeader(Exchange.HTTP_QUERY, context.request().query());
        message.setBody(context.get(RequestBody.BODY));
        exchange.setProperty(ExchangeProperties.REQUEST_ID, request.requestId);
        exchange.setProperty(ExchangeProperties.PEER, request.peer);
        exchange.setProperty(ExchangeProperties.BODY_TOO_LARGE, context.get(RequestBody.TOO_LARGE));
        return received;
    }

    /** Headers that steer Camel's components: not for callers to set. */
    private static boolean isCamels(String name) {
        return name.startsWith("camel") || name.startsWith("org.apache.camel.");
    }

    @SuppressWarnings("unchecked")
    private static Object and(Object earlier, Object later) {
        List<Object> all = earlier instanceof List ? (List<Object>) earlier : new ArrayList<>(List.of(earlier));
        all.add(later);
        return all;
    }
}
