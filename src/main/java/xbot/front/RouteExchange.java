package xbot.front;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;

/**
 * What of a request becomes a message, and what of a message becomes an answer; the same whether a server carries them
 * or a test does.
 *
 * <p>Request headers become message headers, query parameters do not: a key in a query is no key.
 */
public final class RouteExchange {

    private final Exchange exchange;
    private final Map<String, Object> received = new HashMap<>();

    public RouteExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * @param headers as sent, a repeated one as several entries; those that would steer Camel are dropped
     * @return what came with the request and is not to be sent back, by name in lower case
     */
    public Map<String, Object> receive(
            String method, String path, String query, Iterable<Map.Entry<String, String>> headers, byte[] body) {
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!isCamels(name)) {
                received.merge(name, header.getValue(), RouteExchange::and);
            }
        }
        exchange.setPattern(ExchangePattern.InOut);
        Message message = exchange.getMessage();
        message.getHeaders().putAll(received);
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader(Exchange.HTTP_RAW_QUERY, query);
        message.setHeader(Exchange.HTTP_QUERY, query);
        message.setBody(body);
        return received;
    }

    private static boolean isCamels(String name) {
        return name.startsWith("camel") || name.startsWith("org.apache.camel.");
    }

    @SuppressWarnings("unchecked")
    private static Object and(Object earlier, Object later) {
        List<Object> all = earlier instanceof List ? (List<Object>) earlier : new ArrayList<>(List.of(earlier));
        all.add(later);
        return all;
    }

    /** @throws RuntimeException if the message is not an answer */
    public int status() {
        return answer().status();
    }

    /** With those that every answer has; names in any case. */
    public Map<String, String> headers() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Answer.prepare(headers, exchange.getProperty(ExchangeProperties.REQUEST_ID, "", String.class));
        headers.addAll(answer().headers());
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(all::put);
        return all;
    }

    public byte[] body() {
        return answer().body();
    }

    private RouteAnswer answer() {
        return RouteAnswer.of(exchange.getMessage(), received);
    }
}
