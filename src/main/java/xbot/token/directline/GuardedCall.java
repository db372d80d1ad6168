package xbot.token.directline;

import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import xbot.contract.ExchangeProperties;

/**
 * All attempts that one guard makes for one request. Each runs on a copy of the exchange: one that comes back too late
 * changes nothing.
 */
final class GuardedCall {

    /** The steps between a guard's braces. */
    interface Steps {
        boolean process(Exchange attempt, AsyncCallback done);
    }

    /** An attempt ends its own connection at the deadline; this is for one that has none yet. */
    private static final long CUT_OFF_MILLIS = 50;

    private final DirectLineGuard.Upstream upstream;
    private final Vertx vertx;
    private final UpstreamHealth health;
    private final String partner;
    private final Steps steps;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final long deadlineNanos;
    private final Outcome.Repeat atLeast;
    private int retriesLeft;
    private int attempts;

    GuardedCall(
            DirectLineGuard.Upstream upstream,
            String partner,
            Steps steps,
            Exchange exchange,
            AsyncCallback callback,
            long deadlineNanos,
            int retries,
            Outcome.Repeat atLeast) {
        this.upstream = upstream;
        this.vertx = upstream.vertx;
        this.health = upstream.health(partner);
        this.partner = partner;
        this.steps = steps;
        this.exchange = exchange;
        this.callback = callback;
        this.deadlineNanos = deadlineNanos;
        this.retriesLeft = retries;
        this.atLeast = atLeast;
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
        UpstreamSpan span = UpstreamSpan.begin(exchange);
        long started = System.nanoTime();
        AtomicBoolean settled = new AtomicBoolean();
        long cutOff = vertx.setTimer(
                millisLeft() + CUT_OFF_MILLIS,
                due -> onWorker(() -> {
                    if (settled.compareAndSet(false, true)) {
                        settle(late(attempt), UpstreamFailure.of(Outcome.TIMEOUT), started, span);
                    }
                }));
        steps.process(attempt, done -> {
            if (settled.compareAndSet(false, true)) {
                vertx.cancelTimer(cutOff);
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
    private void settle(Exchange attempt, Exception thrown, long started, UpstreamSpan span) {
        long nanos = System.nanoTime() - started;
        UpstreamFailure failure = UpstreamFailure.of(thrown);
        span.end(attempt, thrown, failure);
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
        if (connection != null && failure != null && failure.outcome().condemnsConnection()) {
            connection.discard();
        }
        if (failure != null && mayRepeat(failure, reused)) {
            retriesLeft--;
            vertx.setTimer(ThreadLocalRandom.current().nextLong(20, 100), again -> onWorker(this::attempt));
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
        return retriesLeft > 0
                && failure.outcome().repeat().compareTo(atLeast) >= 0
                && millisLeft() > 2 * CUT_OFF_MILLIS
                && health.takeRepetition(reused);
    }

    private long millisLeft() {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
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
