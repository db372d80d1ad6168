package xbot.token;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.cache.Cache;
import org.apache.camel.Exchange;
import xbot.contract.ExchangeProperties;
import xbot.trace.CacheSpan;

/** What the token route does with this pod's tokens, and with those that pods share if they do. */
final class TokenKeeper {

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    private final Cache<Object, Object> tokens;
    private final Optional<SharedTokens> shared;
    private final Clock clock;

    TokenKeeper(Cache<Object, Object> tokens, Optional<SharedTokens> shared, Clock clock) {
        this.tokens = tokens;
        this.shared = shared;
        this.clock = clock;
    }

    /** Puts the token that pods share into this pod's cache, unless the one there is current. */
    CompletableFuture<?> fetch(Exchange exchange) {
        String key = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
        if (shared.isEmpty() || shared.get().isCurrent(key)) {
            return DONE;
        }
        CacheSpan span = CacheSpan.begin(exchange, "FETCH");
        return shared.get().lookUp(key).thenAccept(span::end);
    }

    /**
     * Keeps the new token in the message body for later requests. Where another pod was faster, its token is the user's
     * and becomes the body. A token that was asked for replaces the one that is there.
     */
    CompletableFuture<?> keep(Exchange exchange) {
        String key = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
        Token token = exchange.getMessage().getBody(Token.class);
        CacheSpan span = CacheSpan.begin(exchange, "PUT");
        if (shared.isEmpty()) {
            boolean yields = !exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class)
                    && exchange.getProperty(ExchangeProperties.CACHED_TOKEN) == null;
            if (yields && tokens.get(key) instanceof Token first && first.isAlive(clock.instant())) {
                take(exchange, token, first);
                span.end("taken");
            } else {
                tokens.put(key, token);
                span.end("stored");
            }
            return DONE;
        }
        return shared.get().keep(key, token, isAskedFor(exchange, token)).thenAccept(kept -> {
            span.end(kept.outcome());
            take(exchange, token, kept.token());
        });
    }

    private static void take(Exchange exchange, Token ours, Token stays) {
        exchange.getMessage().setBody(stays);
        if (!stays.value().equals(ours.value())) {
            exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "shared");
        }
    }

    /** The caller wanted another conversation, or Direct Line refused to go on with the one that was there. */
    private static boolean isAskedFor(Exchange exchange, Token token) {
        Token before = exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
        return before == null
                ? exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class)
                : !before.conversationId().equals(token.conversationId());
    }
}
