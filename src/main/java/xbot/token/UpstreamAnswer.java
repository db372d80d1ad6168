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
            take(exchange, "generated");
        };
    }

    /** The step after refresh: the conversation must be the same. */
    Processor ofRefresh() {
        return exchange -> {
            checkStatus(exchange, new RefreshRefused());
            Token old = exchange.getProperty(TokenExchange.CACHED, Token.class);
            Token refreshed = take(exchange, "refreshed");
            if (!refreshed.conversationId().equals(old.conversationId())) {
                throw UpstreamError.invalid("the refreshed token is for another conversation");
            }
        };
    }

    private Token take(Exchange exchange, String source) throws UpstreamFailure {
        Message message = exchange.getMessage();
        String sentUserId = exchange.getProperty(TokenExchange.SENT_USER_ID, String.class);
        Token token = TokenReader.read(message.getBody(byte[].class), sentUserId, clock.instant());
        message.setBody(token);
        exchange.setProperty(TokenExchange.TOKEN, token);
        exchange.setProperty(TokenExchange.SOURCE, source);
        return token;
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
