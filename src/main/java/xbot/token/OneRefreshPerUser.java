package xbot.token;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.contract.ExchangeProperties;
import xbot.trace.CacheSpan;

/**
 * Lets one pod refresh a user's token. The others look for the new one in the shared cache, without a thread, for a
 * second at most, and then go on with the old one, which still lives.
 */
final class OneRefreshPerUser implements Policy {

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final int LOOKS = 10;

    private final Optional<SharedTokens> tokens;
    private final Vertx vertx;
    private final Duration claim;

    /** @param deadline how long a refresh may take; so long is it left to the pod that began it */
    OneRefreshPerUser(Optional<SharedTokens> tokens, Vertx vertx, Duration deadline) {
        this.tokens = tokens;
        this.vertx = vertx;
        this.claim = deadline.plusSeconds(1);
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return tokens.<Processor>map(shared -> new Claimed(steps, shared))
                .orElseGet(() -> new DelegateAsyncProcessor(steps));
    }

    private final class Claimed extends DelegateAsyncProcessor {

        private final SharedTokens shared;

        Claimed(Processor steps, SharedTokens shared) {
            super(steps);
            this.shared = shared;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            String tokenKey = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
            boolean mine = CacheSpan.around(
                    exchange, "CLAIM", () -> shared.claim(tokenKey, claim), first -> first ? "stored" : "taken");
            if (mine) {
                Object old = exchange.getMessage().getBody();
                return super.process(exchange, doneSync -> {
                    if (exchange.getMessage().getBody() == old) {
                        // it failed: whoever comes next may try, and need not wait for this pod
                        shared.release(tokenKey);
                    }
                    callback.done(doneSync);
                });
            }
            look(exchange, callback, tokenKey, LOOKS);
            return false;
        }

        private Token get(Exchange exchange, String tokenKey) {
            return CacheSpan.around(exchange, "GET", () -> shared.get(tokenKey), CacheSpan::found);
        }

        private void look(Exchange exchange, AsyncCallback callback, String tokenKey, int looks) {
            vertx.setTimer(
                    LOOK_EVERY_MILLIS,
                    timer -> vertx.executeBlocking(() -> get(exchange, tokenKey), false)
                            .onComplete(found -> {
                                Object old = exchange.getMessage().getBody();
                                if (found.result() == null || found.result().equals(old)) {
                                    if (looks > 1) {
                                        look(exchange, callback, tokenKey, looks - 1);
                                        return;
                                    }
                                } else {
                                    exchange.getMessage().setBody(found.result());
                                }
                                callback.done(false);
                            }));
        }
    }
}
