package xbot.token.directline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.partners.DirectLine;
import xbot.partners.Partner;
import xbot.token.Token;

/** Fills the message of a call to Direct Line: the credential and, for generate, the body; nothing of the caller's. */
final class DirectLineRequest {

    /** The body of generate: nothing of the user but these two can travel in a token. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Generate(User user, List<String> trustedOrigins) {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        record User(String id, String name) {}
    }

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(Generate.class);

    private DirectLineRequest() {}

    static Processor generate() {
        return exchange -> {
            DirectLine directLine = directLine(exchange);
            authorize(exchange, "generate", directLine.secret().reveal());
            exchange.getMessage().setHeader("Content-Type", "application/json");
            exchange.getMessage().setBody(body(exchange, directLine));
        };
    }

    static Processor refresh() {
        return exchange -> {
            Token stale = exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
            authorize(exchange, "refresh", stale.value());
            exchange.getMessage().setBody(null);
        };
    }

    private static void authorize(Exchange exchange, String call, String credential) {
        exchange.setProperty(ExchangeProperties.UPSTREAM_CALL, call);
        if (directLine(exchange).bindUser()) {
            String userId = exchange.getProperty(ExchangeProperties.USER_ID, String.class);
            exchange.setProperty(ExchangeProperties.SENT_USER_ID, userId);
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Authorization", "Bearer " + credential);
        message.setHeader("Accept", "application/json");
    }

    private static byte[] body(Exchange exchange, DirectLine directLine) throws JsonProcessingException {
        Generate.User user = directLine.bindUser()
                ? new Generate.User(
                        exchange.getProperty(ExchangeProperties.USER_ID, String.class),
                        exchange.getProperty(ExchangeProperties.USER_NAME, String.class))
                : null;
        return JSON.writeValueAsBytes(new Generate(user, directLine.trustedOrigins()));
    }

    private static DirectLine directLine(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.PARTNER, Partner.class).directLine();
    }
}
