package xbot.front;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's way through its route: from the event loop to a worker, and back on whichever thread is done. */
final class RouteRun implements AsyncCallback {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRun.class);

    private final DefaultConsumer consumer;
    private final Exchange exchange;
    private final RouteExchange message;
    private final ServedRequest request;
    private final Context eventLoop = Vertx.currentContext();
    private final AtomicBoolean done = new AtomicBoolean();

    RouteRun(DefaultConsumer consumer, Exchange exchange, RouteExchange message, ServedRequest request) {
        this.consumer = consumer;
        this.exchange = exchange;
        this.message = message;
        this.request = request;
    }

    void start(Executor workers) {
        workers.execute(this::process);
        request.enterRoute();
    }

    private void process() {
        try {
            consumer.createUoW(exchange);
            consumer.getAsyncProcessor().process(exchange, this);
        } catch (Throwable e) {
            exchange.setException(e);
            done(false);
        }
    }

    @Override
    public void done(boolean doneSync) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        Answer answer = answer();
        eventLoop.runOnContext(back -> {
            try {
                request.answer(answer);
            } finally {
                request.leaveRoute();
            }
        });
        consumer.doneUoW(exchange);
        consumer.releaseExchange(exchange, false);
    }

    private Answer answer() {
        Exception failure = exchange.getException();
        try {
            request.read(exchange);
            if (failure == null) {
                return message.answer();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        LOG.error("{} the route {} failed", request.id, request.route, failure);
        return request.refusal(TransportRefusal.INTERNAL_ERROR);
    }
}
