package xbot.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.access.DirectLine;
import xbot.access.Partner;

/** Fills the message of a call to Direct Line: the credential and, for generate, the body. */
final class DirectLineCall {

    /** The body of generate: nothing of the user but these two can travel in a token. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record GenerateRequest(User user, List<String> trustedOrigins) {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        record User(String id, String name) {}
    }

    private DirectLineCall() {}

    static Processor generate() {
        return exchange -> {
            DirectLine directLine = directLine(exchange);
            Message message = exchange.getMessage();
            GenerateRequest.User user = null;
            if (directLine.bindUser()) {
                String id = exchange.getProperty(TokenExchange.USER_ID, String.class);
                user = new GenerateRequest.User(id, exchange.getProperty(TokenExchange.USER_NAME, String.class));
                exchange.setProperty(TokenExchange.SENT_USER_ID, id);
            }
            message.setBody(new GenerateRequest(user, directLine.trustedOrigins()));
            authorize(message, directLine.secret().reveal());
            exchange.setProperty(TokenExchange.CALL, "generate");
        };
    }

    static Processor refresh() {
        return exchange -> {
            if (directLine(exchange).bindUser()) {
                exchange.setProperty(
                        TokenExchange.SENT_USER_ID, exchange.getProperty(TokenExchange.USER_ID, String.class));
            }
            exchange.getMessage().setBody(null);
            authorize(
                    exchange.getMessage(),
                    exchange.getProperty(TokenExchange.CACHED, Token.class).value());
            exchange.setProperty(TokenExchange.CALL, "refresh");
        };
    }

    private static void authorize(Message message, String credential) {
        message.setHeader("Authorization", "Bearer " + credential);
        message.setHeader("Accept", "application/json");
    }

    private static DirectLine directLine(Exchange exchange) {
        return exchange.getProperty("partner", Partner.class).directLine();
    }
}
