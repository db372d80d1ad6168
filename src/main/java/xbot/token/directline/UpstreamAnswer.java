package xbot.token.directline;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.token.Token;

/** Turns the HTTP answer of Direct Line into the user's token or a failure. */
final class UpstreamAnswer {

    private final Clock clock;

    UpstreamAnswer(Clock clock) {
        this.clock = clock;
    }

    /** The step after call-generate. */
    Processor ofGenerate() {
        return exchange -> {
            check(exchange.getMessage(), meaningOf(exchange.getMessage()).onGenerate);
            take(exchange, read(exchange), "generated");
        };
    }

    /** The step after call-refresh: the conversation must be the same. */
    Processor ofRefresh() {
        return exchange -> {
            check(exchange.getMessage(), meaningOf(exchange.getMessage()).onRefresh);
            Token token = read(exchange);
            Token old = exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
            if (!token.conversationId().equals(old.conversationId())) {
                throw UpstreamFailure.invalid("the refreshed token is for another conversation");
            }
            take(exchange, token, "refreshed");
        };
    }

    private static StatusMeaning meaningOf(Message answer) {
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        return StatusMeaning.of(status, answer.getHeader("Content-Type", String.class));
    }

    private void check(Message answer, Outcome outcome) throws UpstreamFailure {
        if (outcome == Outcome.TOKEN_REFUSED) {
            throw new RefreshRefused();
        }
        if (outcome == Outcome.THROTTLED) {
            throw UpstreamFailure.of(
                    outcome, RetryAfter.parse(answer.getHeader("Retry-After", String.class), clock.instant()));
        }
        if (outcome != null) {
            throw UpstreamFailure.of(outcome);
        }
    }

    private Token read(Exchange exchange) throws UpstreamFailure {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String sentUserId = exchange.getProperty(ExchangeProperties.SENT_USER_ID, String.class);
        return TokenReader.read(body, sentUserId, clock.instant());
    }

    private static void take(Exchange exchange, Token token, String source) {
        exchange.getMessage().setBody(token);
        exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, source);
    }
}
