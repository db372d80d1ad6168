package xbot.token.directline;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;
import xbot.trace.RequestTrace;

/**
 * Runs the steps of one call to Direct Line within the request's deadline: asks the partner's circuit breaker first,
 * waits where Direct Line said so (429), and repeats what may be repeated. No thread waits meanwhile.
 *
 * @param atLeast which failures are worth a repetition
 */
record DirectLineGuard(DirectLineGuard.Upstream upstream, UpstreamProperties properties, Outcome.Repeat atLeast)
        implements Policy {

    /** An attempt ends its own connection at the deadline; this is for one that has none yet. */
    private static final long CUT_OFF_MILLIS = 50;

    /** What all guards share, as all of them call the same Direct Line. */
    record Upstream(Vertx vertx, UpstreamLog log, Clock clock, Map<String, UpstreamHealth> healths) {

        Upstream(Vertx vertx, UpstreamLog log, Clock clock) {
            this(vertx, log, clock, new ConcurrentHashMap<>());
        }

        UpstreamHealth health(Partner partner) {
            return healths.computeIfAbsent(partner.id(), id -> new UpstreamHealth(id, clock));
        }
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
                if (partner == null) {
                    exchange.setException(new IllegalStateException(
                            "the partner is not known yet: put the step check-keys before this one"));
                    callback.done(false);
                } else {
                    new GuardedCall(partner, getProcessor(), exchange, callback).attempt();
                }
                return false;
            }
        };
    }

    /** The deadline of a request is one, also where another guard set it. */
    private long deadlineOf(Exchange exchange) {
        Long known = exchange.getProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, Long.class);
        if (known == null) {
            known = System.nanoTime() + properties.deadline().toNanos();
            exchange.setProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, known);
        }
        return known;
    }

    /**
     * All attempts for one request. Each runs on a copy of the exchange: one that comes back too late changes nothing.
     */
    private final class GuardedCall {

        private final String partner;
        private final UpstreamHealth health;
        private final AsyncProcessor steps;
        private final Exchange exchange;
        private final AsyncCallback callback;
        private final long deadlineNanos;
        private int attempts;

        GuardedCall(Partner partner, AsyncProcessor steps, Exchange exchange, AsyncCallback callback) {
            this.partner = partner.id();
            this.health = upstream.health(partner);
            this.steps = steps;
            this.exchange = exchange;
            this.callback = callback;
            this.deadlineNanos = deadlineOf(exchange);
        }

        void attempt() {
            UpstreamFailure obstacle = millisLeft() <= 0 ? UpstreamFailure.of(Outcome.TIMEOUT) : health.obstacle();
            if (obstacle != null) {
                exchange.setException(obstacle);
                callback.done(false);
                return;
            }
            attempts++;
            int calls = exchange.getProperty(ExchangeProperties.UPSTREAM_CALLS, 0, Integer.class);
            exchange.setProperty(ExchangeProperties.UPSTREAM_CALLS, calls + 1);
            exchange.setProperty(ExchangeProperties.FRESH_CONNECTION, attempts > 1 || health.isOnTrial());
            Exchange attempt = exchange.copy();
            Span span = RequestTrace.span(exchange, "upstream", SpanKind.CLIENT);
            long started = System.nanoTime();
            AtomicBoolean settled = new AtomicBoolean();
            long cutOff = upstream.vertx.setTimer(
                    millisLeft() + CUT_OFF_MILLIS,
                    due -> onWorker(() -> {
                        if (settled.compareAndSet(false, true)) {
                            settle(late(attempt), UpstreamFailure.of(Outcome.TIMEOUT), started, span);
                        }
                    }));
            steps.process(attempt, done -> {
                if (settled.compareAndSet(false, true)) {
                    upstream.vertx.cancelTimer(cutOff);
                    settle(attempt, attempt.getException(), started, span);
                }
            });
        }

        /** What stands for an attempt that is still being written to. */
        private Exchange late(Exchange attempt) {
            Exchange late = exchange.copy();
            late.setProperty(ExchangeProperties.UPSTREAM_CALL, attempt.getProperty(ExchangeProperties.UPSTREAM_CALL));
            return late;
        }

        /** One attempt is over. */
        private void settle(Exchange attempt, Exception thrown, long started, Span span) {
            long nanos = System.nanoTime() - started;
            UpstreamFailure failure = UpstreamFailure.of(thrown);
            UpstreamLog.end(span, attempt, thrown, failure);
            if (thrown != null && failure == null) {
                health.forget();
                end(attempt, thrown);
                return;
            }
            UpstreamConnection connection =
                    attempt.getProperty(ExchangeProperties.UPSTREAM_CONNECTION, UpstreamConnection.class);
            boolean reused = connection != null && connection.isReused();
            health.record(failure, nanos, reused);
            upstream.log.record(partner, attempt, failure, nanos);
            if (connection != null && failure != null && failure.outcome.condemnsConnection()) {
                connection.discard();
            }
            if (failure != null && mayRepeat(failure, reused)) {
                long pause = ThreadLocalRandom.current().nextLong(20, 100);
                upstream.vertx.setTimer(pause, again -> onWorker(this::attempt));
            } else {
                end(attempt, failure);
            }
        }

        private void end(Exchange attempt, Exception failure) {
            ExchangeHelper.copyResults(exchange, attempt);
            exchange.setException(failure);
            callback.done(false);
        }

        private boolean mayRepeat(UpstreamFailure failure, boolean reused) {
            return attempts <= properties.retries()
                    && failure.outcome.repeat.compareTo(atLeast) >= 0
                    && millisLeft() > 2 * CUT_OFF_MILLIS
                    && health.takeRepetition(reused);
        }

        private long millisLeft() {
            return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        }

        /** Timers fire on the event loop; the route's next steps may block. */
        private void onWorker(Runnable step) {
            upstream.vertx.executeBlocking(
                    () -> {
                        step.run();
                        return null;
                    },
                    false);
        }
    }
}
