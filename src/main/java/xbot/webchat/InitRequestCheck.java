package xbot.webchat;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.Refusal;

/**
 * Turns the body into an {@link InitRequest} or refuses it: by media type, size, JSON, schema and query, in that order.
 *
 * <p>Sets the exchange properties {@code initRequest}, {@code userId}, {@code userName} (if there is one),
 * {@code tokenKey} and {@code newConversation}; the body becomes userInfo, without the members that count as absent.
 */
public final class InitRequestCheck implements Processor {

    private static final String SCHEMA_SUFFIX = ".schema.json";

    private final Function<Exchange, Caller> callers;

    /** @param callers gives the partner that the keys of an exchange belong to */
    public InitRequestCheck(Function<Exchange, Caller> callers) {
        this.callers = callers;
    }

    @Override
    public void process(Exchange exchange) throws Refusal {
        Message message = exchange.getMessage();
        MediaTypeCheck.check(message.getHeader("Content-Type"), message.getHeader("Content-Encoding"));
        byte[] body = bodyOf(exchange);
        InitRequest request = schemaOf(exchange).read(StrictJson.read(body));
        boolean newConversation = InitQuery.newConversation(message.getHeader(Exchange.HTTP_QUERY, String.class));

        Caller caller = callers.apply(exchange);
        String userId = UserId.of(caller.userIdPrefix(), request.id());
        exchange.setProperty("initRequest", request);
        exchange.setProperty("userId", userId);
        exchange.setProperty("userName", request.name());
        exchange.setProperty("tokenKey", TokenKey.of(caller.partnerId(), userId));
        exchange.setProperty("newConversation", newConversation);
        message.setBody(request.userInfo());
    }

    private static byte[] bodyOf(Exchange exchange) throws PayloadTooLarge {
        if (exchange.getProperty("bodyTooLarge", false, Boolean.class)) {
            throw new PayloadTooLarge();
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body != null && body.length > PayloadTooLarge.MAX_BYTES) {
            throw new PayloadTooLarge();
        }
        return body;
    }

    // from the registry of the route set that the exchange runs in, as another set may bring another schema
    private static InitRequestSchema schemaOf(Exchange exchange) {
        String file = exchange.getFromRouteId() + SCHEMA_SUFFIX;
        InitRequestSchema schema =
                exchange.getContext().getRegistry().lookupByNameAndType(file, InitRequestSchema.class);
        if (schema == null) {
            throw new IllegalStateException("the route set has no " + file);
        }
        return schema;
    }
}
