package xbot.token;

import java.util.ArrayList;
import java.util.List;
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
 * Lets one request per token key through its steps at a time; those that come meanwhile wait, without a thread, and get
 * the same token or the same failure. It outlives a route set, so a switch of routes doubles no call.
 */
final class OneCallPerUser implements Policy {

    private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new Gate(steps);
    }

    private record Waiting(Gate gate, Exchange exchange, AsyncCallback callback) {}

    /** What a run came to, taken before its own request goes on and changes its exchange. */
    private record Landing(Object body, String source, Exception failure) {

        static Landing of(Exchange leader) {
            return new Landing(
                    leader.getMessage().getBody(),
                    leader.getProperty(ExchangeProperties.TOKEN_SOURCE, String.class),
                    leader.getException());
        }

        void share(Waiting follower) {
            Exchange exchange = follower.exchange;
            boolean called = "generated".equals(source) || "refreshed".equals(source);
            exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, called ? "shared" : source);
            exchange.getMessage().setBody(body);
            exchange.setException(failure);
            follower.callback.done(false);
        }
    }

    /** One run through the steps and those who wait for it. */
    private static final class Flight {

        private final boolean newConversation;
        private final List<Waiting> followers = new ArrayList<>();
        private final List<Waiting> next = new ArrayList<>();
        private boolean landed;

        Flight(boolean newConversation) {
            this.newConversation = newConversation;
        }

        /** Whoever asks for a new conversation is not served by a run that may answer the old one. */
        synchronized boolean join(Waiting waiting, boolean wantsNew) {
            if (!landed) {
                (wantsNew && !newConversation ? next : followers).add(waiting);
            }
            return !landed;
        }

        synchronized void land() {
            landed = true;
        }
    }

    private final class Gate extends DelegateAsyncProcessor {

        Gate(Processor steps) {
            super(steps);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            String key = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
            if (key == null) {
                exchange.setException(
                        new IllegalStateException("no tokenKey: put the step validate-init-request before this one"));
                callback.done(true);
                return true;
            }
            boolean wantsNew = exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class);
            Flight mine = new Flight(wantsNew);
            Waiting waiting = null;
            while (true) {
                Flight flight = flights.putIfAbsent(key, mine);
                if (flight == null) {
                    return super.process(exchange, doneSync -> {
                        Landing landing = Landing.of(exchange);
                        mine.land();
                        flights.remove(key, mine);
                        callback.done(doneSync);
                        mine.followers.forEach(landing::share);
                        mine.next.forEach(later -> later.gate.process(later.exchange, later.callback));
                    });
                }
                waiting = waiting == null ? new Waiting(this, exchange, callback) : waiting;
                if (flight.join(waiting, wantsNew)) {
                    return false;
                }
            }
        }
    }
}
