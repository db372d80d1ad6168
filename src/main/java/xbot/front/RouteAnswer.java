package xbot.front;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a route answers. No header of the request is sent back, whatever the route leaves in the message, and no header
 * that is the server's own is taken from it.
 */
record RouteAnswer(int status, MultiMap headers, byte[] body) {

    /** How an answer is framed, and what all answers have in common. */
    private static final Set<String> NOT_FOR_ROUTES = Set.of(
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "keep-alive",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-content-type-options",
            "x-request-id");

    /**
     * @param received headers of the request, by name in lower case
     * @throws RuntimeException if the message is not an answer: no such status, a header that cannot be sent
     */
    static RouteAnswer of(Message message, Map<String, Object> received) {
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        if (status < 200 || status > 599) {
            throw new IllegalStateException("CamelHttpResponseCode " + status + " is not the status of an answer");
        }
        MultiMap headers = HttpHeaders.headers();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            Object value = header.getValue();
            if (value != null && value != received.get(name) && isForCallers(name)) {
                headers.set(header.getKey(), sendable(name, message.getHeader(header.getKey(), String.class)));
            }
        }
        return new RouteAnswer(status, headers, bytes(message));
    }

    private static boolean isForCallers(String name) {
        return !name.startsWith("camel") && !NOT_FOR_ROUTES.contains(name);
    }

    /** A line end would begin a header of its own; Vert.x lets folded ones through. */
    private static String sendable(String name, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f || c == '\t')) {
            throw new IllegalStateException("the value of " + name + " cannot be sent in a header");
        }
        return value;
    }

    private static byte[] bytes(Message message) {
        if (message.getBody() instanceof byte[] bytes) {
            return bytes;
        }
        String text = message.getBody(String.class);
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    void send(HttpServerRequest http, RequestRecord request) {
        HttpServerResponse response = http.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        response.headers().addAll(headers);
        Answer.end(http, request, body);
    }
}
