package xbot.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.contract.ExchangeProperties;

/**
 * Lets one request per key through its steps at a time, by default per token key; those that come meanwhile wait, without
 * a thread, and get the same body or the same failure. It outlives a route set, so a switch of routes doubles no call.
 */
final class OneCallPerUser implements Policy {

    private final ConcurrentMap<String, Run> runs = new ConcurrentHashMap<>();

    private final String property;
    private final String advice;

    OneCallPerUser() {
        this(ExchangeProperties.TOKEN_KEY, "put the step validate-init-request before this one");
    }

    /**
     * @param property the exchange property that has the key
     * @param advice what to do where it is missing
     */
    OneCallPerUser(String property, String advice) {
        this.property = property;
        this.advice = advice;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new Gate(steps);
    }

    /** One request's way through the steps. */
    private record Run(Exchange exchange, boolean newConversation, CompletableFuture<Outcome> outcome) {

        /** Held by a step, its request was answered by other routes or in their place. */
        boolean isGivenUp() {
            return exchange.isRouteStop();
        }
    }

    /** What a run came to, taken before its own request goes on and changes its exchange. */
    private record Outcome(Object body, String source, Exception failure) {

        static Outcome of(Exchange exchange) {
            return new Outcome(
                    exchange.getMessage().getBody(),
                    exchange.getProperty(ExchangeProperties.TOKEN_SOURCE, String.class),
                    exchange.getException());
        }

        void giveTo(Exchange exchange) {
            boolean called = "generated".equals(source) || "refreshed".equals(source);
            exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, called ? "shared" : source);
            exchange.getMessage().setBody(body);
            exchange.setException(failure);
        }
    }

    private final class Gate extends DelegateAsyncProcessor {

        Gate(Processor steps) {
            super(steps);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            String key = exchange.getProperty(property, String.class);
            if (key == null) {
                exchange.setException(new IllegalStateException("no " + property + ": " + advice));
                callback.done(true);
                return true;
            }
            boolean wantsNew = exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class);
            Run mine = new Run(exchange, wantsNew, new CompletableFuture<>());
            Run first = runs.merge(key, mine, (there, here) -> there.isGivenUp() ? here : there);
            if (first.equals(mine)) {
                return super.process(exchange, doneSync -> {
                    Outcome outcome = Outcome.of(exchange);
                    runs.remove(key, mine);
                    callback.done(doneSync);
                    mine.outcome.complete(outcome);
                });
            }
            first.outcome.thenAccept(outcome -> {
                if (wantsNew && !first.newConversation) {
                    // that run may have answered the old one
                    process(exchange, doneSync -> callback.done(false));
                } else {
                    outcome.giveTo(exchange);
                    callback.done(false);
                }
            });
            return false;
        }
    }
}
