package xbot.token;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import xbot.contract.ExchangeProperties;

/** What a token that the cache held is good for. */
enum TokenState {
    /** There is none that lives, or the caller asks for a new conversation. */
    MISSING,
    /** It lives, but not long enough for a client. */
    STALE,
    FRESH;

    /** @param minRemaining what a fresh token has left */
    static TokenState of(Exchange exchange, Instant now, Duration minRemaining) {
        boolean isUnwanted = exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class);
        if (isUnwanted || !(exchange.getMessage().getBody() instanceof Token token) || !token.isAlive(now)) {
            return MISSING;
        }
        return token.isFresh(now, minRemaining) ? FRESH : STALE;
    }
}
