package xbot.token;

import java.time.Clock;
import javax.cache.Cache;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import xbot.contract.ExchangeProperties;
import xbot.trace.CacheSpan;

/**
 * Keeps the new token in the message body for later requests. The first writer wins: where another pod was faster, its
 * token is the user's and becomes the body. A token that was asked for replaces the one that is there.
 */
final class TokenKeeper extends AsyncProcessorSupport implements AsyncProcessor {

    private final Cache<Object, Object> tokens;
    private final Clock clock;

    TokenKeeper(Cache<Object, Object> tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String key = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
        Token token = exchange.getMessage().getBody(Token.class);
        if (isAskedFor(exchange)) {
            put(exchange, key, token);
        } else if (!putIfAbsent(exchange, key, token)) {
            Object first = CacheSpan.around(exchange, "GET", () -> tokens.get(key), CacheSpan::found);
            if (first instanceof Token winner && winner.isAlive(clock.instant())) {
                exchange.getMessage().setBody(winner);
                exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "shared");
            } else {
                put(exchange, key, token);
            }
        }
        callback.done(true);
        return true;
    }

    /** The caller wanted another token, or the one that is there was refreshed or refused. */
    private static boolean isAskedFor(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class)
                || exchange.getProperty(ExchangeProperties.CACHED_TOKEN) != null;
    }

    private boolean putIfAbsent(Exchange exchange, String key, Token token) {
        return CacheSpan.around(
                exchange, "PUTIFABSENT", () -> tokens.putIfAbsent(key, token), first -> first ? "stored" : "taken");
    }

    private void put(Exchange exchange, String key, Token token) {
        CacheSpan.around(
                exchange,
                "PUT",
                () -> {
                    tokens.put(key, token);
                    return true;
                },
                done -> "stored");
    }
}
