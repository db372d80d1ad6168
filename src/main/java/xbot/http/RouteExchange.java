package xbot.http;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;

/**
 * What of a request becomes a message, and what of a message becomes an answer; the same whether a server carries them
 * or a test does.
 *
 * <p>Request headers become message headers, query parameters do not: a key in a query is no key. No header of the
 * request is sent back, whatever the route leaves in the message.
 */
public final class RouteExchange {

    private final Exchange exchange;
    private final Map<String, Object> received = new HashMap<>();

    public RouteExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @param headers as sent, a repeated one as several entries; those that would steer Camel are dropped */
    public void receive(
            String method, String path, String query, Iterable<Map.Entry<String, String>> headers, byte[] body) {
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            if (!isCamels(name)) {
                received.merge(name.toLowerCase(Locale.ROOT), header.getValue(), RouteExchange::and);
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
    }

    @SuppressWarnings("unchecked")
    private static Object and(Object earlier, Object later) {
        List<Object> all = earlier instanceof List ? (List<Object>) earlier : new ArrayList<>(List.of(earlier));
        all.add(later);
        return all;
    }

    public int status() {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    }

    /** All headers of the answer where no server adds its own, by name in any case. */
    public Map<String, String> answerHeaders() {
        MultiMap prepared = MultiMap.caseInsensitiveMultiMap();
        Answer.prepare(prepared, exchange.getProperty(ExchangeProperties.REQUEST_ID, "", String.class));
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        prepared.forEach(all::put);
        headers(all::put);
        return all;
    }

    /** The headers that the route gives to its answer. */
    void headers(BiConsumer<String, String> answer) {
        for (Map.Entry<String, Object> header :
                exchange.getMessage().getHeaders().entrySet()) {
            String name = header.getKey();
            if (!isCamels(name) && header.getValue() != received.get(name.toLowerCase(Locale.ROOT))) {
                answer.accept(name, String.valueOf(header.getValue()));
            }
        }
    }

    public byte[] body() {
        if (exchange.getMessage().getBody() instanceof byte[] bytes) {
            return bytes;
        }
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isCamels(String name) {
        return name.regionMatches(true, 0, "Camel", 0, 5);
    }
}
