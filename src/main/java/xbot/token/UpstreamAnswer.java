package xbot.token;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns the HTTP answer of Direct Line into the user's token or a failure; the same status means different things to generate and refresh. */
final class UpstreamAnswer {

    private final Clock clock;

    UpstreamAnswer(Clock clock) {
        this.clock = clock;
    }

    /** The step after generate. */
    Processor ofGenerate() {
        return exchange -> {
            checkStatus(exchange, UpstreamError.refused());
            take(exchange, read(exchange), "generated");
        };
    }

    /** The step after refresh: the conversation must be the same. */
    Processor ofRefresh() {
        return exchange -> {
            checkStatus(exchange, new RefreshRefused());
            Token token = read(exchange);
            Token old = exchange.getProperty(TokenExchange.CACHED, Token.class);
            if (!token.conversationId().equals(old.conversationId())) {
                throw UpstreamError.invalid("the refreshed token is for another conversation");
            }
            take(exchange, token, "refreshed");
        };
    }

    private Token read(Exchange exchange) throws UpstreamFailure {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String sentUserId = exchange.getProperty(TokenExchange.SENT_USER_ID, String.class);
        return TokenReader.read(body, sentUserId, clock.instant());
    }

    private static void take(Exchange exchange, Token token, String source) {
        exchange.getMessage().setBody(token);
        exchange.setProperty(TokenExchange.TOKEN, token);
        exchange.setProperty(TokenExchange.SOURCE, source);
    }

    private void checkStatus(Exchange exchange, UpstreamFailure onRefusal) throws UpstreamFailure {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        if (status == 200) {
            return;
        }
        if (status == 429) {
            throw UpstreamUnavailable.throttled(
                    RetryAfter.parse(message.getHeader("Retry-After", String.class), clock.instant()));
        }
        if (status >= 500) {
            throw UpstreamUnavailable.down(null);
        }
        throw status >= 400 ? onRefusal : UpstreamError.invalid("status " + status);
    }
}
