package xbot.token;

import java.time.Clock;
import org.apache.camel.Predicate;

/** What the token route asks about the token in the message body, and about the conversation. */
final class TokenAge {

    private final Clock clock;
    private final TokenProperties properties;

    TokenAge(Clock clock, TokenProperties properties) {
        this.clock = clock;
        this.properties = properties;
    }

    /** It lives, so its conversation can be kept, but not long enough for a client. */
    Predicate isAgeing() {
        return exchange -> exchange.getMessage().getBody() instanceof Token token
                && token.isAlive(clock.instant())
                && !token.isFresh(clock.instant(), properties.minRemaining());
    }

    /** There is none, or none that lives. */
    Predicate isMissing() {
        return exchange -> !(exchange.getMessage().getBody() instanceof Token token && token.isAlive(clock.instant()));
    }

    /** It came from Direct Line with this request. */
    static Predicate isNew() {
        return exchange -> {
            Token received = exchange.getProperty(TokenExchange.TOKEN, Token.class);
            return received != null && received == exchange.getMessage().getBody();
        };
    }

    /** The caller did not ask for a new conversation. */
    static Predicate conversationMayGoOn() {
        return exchange -> !exchange.getProperty(TokenExchange.NEW_CONVERSATION, false, Boolean.class);
    }
}
