package xbot.front;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's way through its route, from the event loop to a worker and back to the event loop. */
final class RouteRun implements AsyncCallback {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRun.class);

    private final DefaultConsumer consumer;
    private final Exchange exchange;
    private final Map<String, Object> received;
    private final HttpServerRequest http;
    private final RequestRecord request;
    private final Context eventLoop = Vertx.currentContext();
    private final AtomicBoolean done = new AtomicBoolean();

    RouteRun(
            DefaultConsumer consumer,
            Exchange exchange,
            Map<String, Object> received,
            HttpServerRequest http,
            RequestRecord request) {
        this.consumer = consumer;
        this.exchange = exchange;
        this.received = received;
        this.http = http;
        this.request = request;
    }

    void start(Executor workers) {
        request.enterRoute();
        workers.execute(this::process);
    }

    private void process() {
        try {
            consumer.createUoW(exchange);
            consumer.getAsyncProcessor().process(exchange, this);
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        exchange.setException(cause);
        done(false);
    }

    @Override
    public void done(boolean doneSync) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        RouteAnswer answer = read();
        eventLoop.runOnContext(back -> {
            try {
                write(answer);
            } finally {
                request.leaveRoute();
            }
        });
        consumer.doneUoW(exchange);
        consumer.releaseExchange(exchange, false);
    }

    /** Null where the route has no answer that can be sent. */
    private RouteAnswer read() {
        try {
            request.read(exchange);
            if (exchange.getException() == null) {
                return RouteAnswer.of(exchange.getMessage(), received);
            }
            log(exchange.getException());
        } catch (RuntimeException e) {
            log(e);
        }
        return null;
    }

    private void write(RouteAnswer answer) {
        if (answer != null) {
            answer.send(http, request);
        } else {
            Answer.refuse(http, request, TransportRefusal.INTERNAL_ERROR);
        }
    }

    private void log(Exception cause) {
        LOG.error("{} the route {} failed", request.requestId, request.route, cause);
    }
}
