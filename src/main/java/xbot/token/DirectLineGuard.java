package xbot.token;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.boot.convert.DurationStyle;
import xbot.access.Partner;

/**
 * Runs the steps of one call to Direct Line within the request's deadline: asks the partner's circuit breaker first,
 * waits where Direct Line said so (429), and repeats what may be repeated. No thread waits meanwhile.
 *
 * <p>The route says how long and how often, in the exchange properties {@code deadline} (a duration for all calls of
 * the request) and {@code retries}. Each attempt runs on a copy of the exchange: one that comes back too late changes
 * nothing.
 */
final class DirectLineGuard implements Policy {

    /** An attempt resets its own connection at the deadline; this is for one that has none yet. */
    private static final long CUT_OFF_MILLIS = 50;

    private final Vertx vertx;
    private final CircuitBreakerRegistry breakers;
    private final Throttle throttle;
    private final RetryBudget budget;
    private final UpstreamLog log;

    DirectLineGuard(
            Vertx vertx, CircuitBreakerRegistry breakers, Throttle throttle, RetryBudget budget, UpstreamLog log) {
        this.vertx = vertx;
        this.breakers = breakers;
        this.throttle = throttle;
        this.budget = budget;
        this.log = log;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new Guarded(steps);
    }

    private final class Guarded extends DelegateAsyncProcessor {

        Guarded(Processor steps) {
            super(steps);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Call call;
            try {
                call = new Call(exchange, callback);
            } catch (RuntimeException e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
            call.attempt();
            return false;
        }

        private void run(Exchange attempt, AsyncCallback done) {
            super.process(attempt, done);
        }

        /** All attempts for one request. */
        private final class Call {

            private final Exchange exchange;
            private final AsyncCallback callback;
            private final long deadlineNanos;
            private final String partner;
            private final CircuitBreaker breaker;
            private int retriesLeft;

            Call(Exchange exchange, AsyncCallback callback) {
                this.exchange = exchange;
                this.callback = callback;
                partner = exchange.getProperty("partner", Partner.class).id();
                breaker = breakers.circuitBreaker(partner);
                deadlineNanos = deadlineOf(exchange);
                retriesLeft = exchange.getProperty(TokenExchange.RETRIES, 0, Integer.class);
            }

            void attempt() {
                UpstreamFailure obstacle = obstacle();
                if (obstacle != null) {
                    exchange.setException(obstacle);
                    callback.done(false);
                    return;
                }
                exchange.setProperty(
                        TokenExchange.CALLS, exchange.getProperty(TokenExchange.CALLS, 0, Integer.class) + 1);
                Exchange attempt = exchange.copy();
                UpstreamSpan span = UpstreamSpan.begin(exchange);
                long started = System.nanoTime();
                AtomicBoolean settled = new AtomicBoolean();
                long cutOff = vertx.setTimer(
                        millisLeft() + CUT_OFF_MILLIS,
                        due -> onWorker(() -> {
                            if (settled.compareAndSet(false, true)) {
                                // the attempt itself is still being written to
                                Exchange late = exchange.copy();
                                late.setProperty(TokenExchange.CALL, attempt.getProperty(TokenExchange.CALL));
                                settle(late, new UpstreamTimeout(), started, span);
                            }
                        }));
                run(attempt, done -> {
                    if (settled.compareAndSet(false, true)) {
                        vertx.cancelTimer(cutOff);
                        settle(attempt, attempt.getException(), started, span);
                    }
                });
            }

            /** The last of them takes a permission of the breaker, which settle gives back. */
            private UpstreamFailure obstacle() {
                Duration wait = throttle.remaining(partner);
                if (wait != null) {
                    return UpstreamUnavailable.throttled(wait);
                }
                if (millisLeft() <= 0) {
                    return new UpstreamTimeout();
                }
                return breaker.tryAcquirePermission() ? null : UpstreamUnavailable.breakerOpen(Breakers.OPEN_FOR);
            }

            /** One attempt is over. */
            private void settle(Exchange attempt, Exception thrown, long started, UpstreamSpan span) {
                long nanos = System.nanoTime() - started;
                UpstreamFailure failure = UpstreamFaults.of(thrown);
                span.end(attempt, thrown, failure);
                if (thrown != null && failure == null) {
                    breaker.releasePermission();
                    end(attempt, thrown);
                    return;
                }
                if (failure != null && failure.isIllness()) {
                    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
                } else {
                    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                }
                if (failure == null) {
                    budget.earn(partner);
                }
                throttle.heed(partner, failure);
                log.record(partner, attempt, failure, nanos);
                if (failure != null && failure.isWorthRetrying() && mayRetry()) {
                    retriesLeft--;
                    vertx.setTimer(pause(), again -> onWorker(this::attempt));
                } else {
                    end(attempt, failure);
                }
            }

            private void end(Exchange attempt, Exception failure) {
                ExchangeHelper.copyResults(exchange, attempt);
                exchange.setException(failure);
                callback.done(false);
            }

            private boolean mayRetry() {
                return retriesLeft > 0 && millisLeft() > 2 * CUT_OFF_MILLIS && budget.spend(partner);
            }

            private long millisLeft() {
                return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            }
        }

        private static long deadlineOf(Exchange exchange) {
            Long known = exchange.getProperty(TokenExchange.DEADLINE_NANOS, Long.class);
            if (known == null) {
                String deadline = exchange.getProperty(TokenExchange.DEADLINE, String.class);
                known = System.nanoTime()
                        + DurationStyle.detectAndParse(deadline).toNanos();
                exchange.setProperty(TokenExchange.DEADLINE_NANOS, known);
            }
            return known;
        }

        private static long pause() {
            return ThreadLocalRandom.current().nextLong(20, 100);
        }

        /** Timers fire on the event loop; the route's next steps may block. */
        private void onWorker(Runnable step) {
            vertx.executeBlocking(
                    () -> {
                        step.run();
                        return null;
                    },
                    false);
        }
    }
}
