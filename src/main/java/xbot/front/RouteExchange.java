package xbot.front;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import xbot.contract.ExchangeProperties;

/**
 * What of a request becomes a message, and what of a message becomes an answer; the same whether a server carries them
 * or a test does.
 *
 * <p>Request headers become message headers, query parameters do not: a key in a query is no key. No header of the
 * request is sent back, whatever the route leaves in the message, and no header that is the server's own is taken from
 * it.
 */
public final class RouteExchange {

    private final Exchange exchange;

    /** What came with the request, by name in lower case. */
    private final Map<String, Object> received = new HashMap<>();

    public RouteExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @param headers as sent, a repeated one as several entries; those that would steer Camel are dropped */
    public void receive(
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
    }

    /** The parameters of the path become headers too. */
    void receive(Map<String, String> pathParameters) {
        received.putAll(pathParameters);
        exchange.getMessage().getHeaders().putAll(pathParameters);
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

    /** @throws RuntimeException if the message is not an answer: no such status, a header that cannot be sent */
    Answer answer() {
        Message message = exchange.getMessage();
        int status = status();
        if (status < 200 || status > 599) {
            throw new IllegalStateException("CamelHttpResponseCode " + status + " is not the status of an answer");
        }
        String requestId = exchange.getProperty(ExchangeProperties.REQUEST_ID, "", String.class);
        Answer answer = new Answer(status, Answer.headers(requestId), body());
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            Object value = header.getValue();
            if (value != null && value != received.get(name) && Answer.isForRoutes(name)) {
                answer.add(header, message.getHeader(header.getKey(), String.class));
            }
        }
        return answer;
    }

    public int status() {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    }

    /**
     * With those that every answer has; names in any case.
     *
     * @throws RuntimeException if the message is not an answer
     */
    public Map<String, String> headers() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer().headers().forEach(all::put);
        return all;
    }

    public byte[] body() {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof byte[] bytes) {
            return bytes;
        }
        String text = message.getBody(String.class);
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
}
