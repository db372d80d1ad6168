package xbot.token.directline;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;

/**
 * Runs the steps of one call to Direct Line within the request's deadline: asks the partner's circuit breaker first,
 * waits where Direct Line said so (429), and repeats what may be repeated. No thread waits meanwhile.
 */
final class DirectLineGuard implements Policy {

    /** What all guards share, as all of them call the same Direct Line. */
    static final class Upstream {

        final Vertx vertx;
        final UpstreamLog log;
        private final java.time.Clock clock;
        private final Map<String, UpstreamHealth> healths = new ConcurrentHashMap<>();

        Upstream(Vertx vertx, UpstreamLog log, java.time.Clock clock) {
            this.vertx = vertx;
            this.log = log;
            this.clock = clock;
        }

        UpstreamHealth health(String partner) {
            return healths.computeIfAbsent(partner, id -> new UpstreamHealth(id, clock));
        }
    }

    private final Upstream upstream;
    private final Duration deadline;
    private final int retries;
    private final Outcome.Repeat atLeast;

    /**
     * @param deadline for all calls of a request, also those of another guard
     * @param retries how often a call may be repeated
     * @param atLeast which failures are worth it
     */
    DirectLineGuard(Upstream upstream, Duration deadline, int retries, Outcome.Repeat atLeast) {
        this.upstream = upstream;
        this.deadline = deadline;
        this.retries = retries;
        this.atLeast = atLeast;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                begin(exchange, callback, getProcessor()::process);
                return false;
            }
        };
    }

    private void begin(Exchange exchange, AsyncCallback callback, GuardedCall.Steps steps) {
        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        if (partner == null) {
            exchange.setException(
                    new IllegalStateException("the partner is not known yet: put the step check-keys before this one"));
            callback.done(false);
            return;
        }
        new GuardedCall(upstream, partner.id(), steps, exchange, callback, deadlineOf(exchange), retries, atLeast)
                .attempt();
    }

    private long deadlineOf(Exchange exchange) {
        Long known = exchange.getProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, Long.class);
        if (known == null) {
            known = System.nanoTime() + deadline.toNanos();
            exchange.setProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, known);
        }
        return known;
    }
}
