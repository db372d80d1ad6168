package xbot.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import xbot.contract.Code;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;

/** The body of a request, as the server received it. */
public final class JsonBody {

    private static final int MAX_BYTES = 64 * 1024;

    private JsonBody() {}

    /**
     * @return one JSON object, by the rules of {@link StrictJson}
     * @throws Refusal 415 by the media type, 413 by the size, 400 for what is not such an object
     */
    public static ObjectNode read(Exchange exchange) throws Refusal {
        Message message = exchange.getMessage();
        MediaTypeCheck.check(message.getHeader("Content-Type"), message.getHeader("Content-Encoding"));
        return StrictJson.read(bytes(exchange));
    }

    static byte[] bytes(Exchange exchange) throws Refusal {
        if (exchange.getProperty(ExchangeProperties.BODY_TOO_LARGE, false, Boolean.class)) {
            throw Refusal.of(Code.PAYLOAD_TOO_LARGE);
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body != null && body.length > MAX_BYTES) {
            throw Refusal.of(Code.PAYLOAD_TOO_LARGE);
        }
        return body;
    }
}
