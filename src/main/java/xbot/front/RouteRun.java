package xbot.front;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.Code;
import xbot.contract.Refusal;

/**
 * One request's way through one route: from the event loop to a worker, and back from whichever thread is done. It ends
 * once, with the route's answer or before it.
 */
final class RouteRun implements Routes.Work {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRun.class);

    private final RouteConsumer consumer;
    private final ServedRequest request;
    private final byte[] body;
    private final Exchange exchange;
    private final RouteExchange message;
    private final RouteRuns runs;
    private final Context eventLoop = Vertx.currentContext();
    private final Routes.Visit visit;

    /** Of the route it is at, while it is there without a break. */
    private Thread worker;

    private boolean isOver;

    /** @param body null where it is too large and was not read */
    RouteRun(
            RouteConsumer consumer,
            ServedRequest request,
            byte[] body,
            Exchange exchange,
            RouteExchange message,
            RouteRuns runs) {
        this.consumer = consumer;
        this.request = request;
        this.body = body;
        this.exchange = exchange;
        this.message = message;
        this.runs = runs;
        this.visit = request.visit;
    }

    /** To be called on a worker. */
    void run() {
        if (hold()) {
            consumer.process(exchange, doneSync -> done());
            letGo();
        }
    }

    private synchronized boolean hold() {
        worker = isOver ? null : Thread.currentThread();
        return !isOver;
    }

    private synchronized void letGo() {
        worker = null;
        // of a run that ended before its route, which is not to hit the next one
        Thread.interrupted();
    }

    private void done() {
        if (end()) {
            Answer answer = answer();
            answerUnless(visit.end(exchange, answer.status()), answer);
        }
        consumer.release(exchange);
    }

    private void answerUnless(Routes.Visit other, Answer answer) {
        eventLoop.runOnContext(back -> {
            if (other == null) {
                answer(answer);
            } else {
                visit(other);
            }
        });
    }

    /** False where it is over already. */
    private synchronized boolean end() {
        boolean isFirst = !isOver;
        isOver = true;
        runs.ended(this);
        return isFirst;
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
        exchange.setException(failure);
        LOG.error("{} the route {} failed", request.id, request.route, failure);
        return request.refusal(Refusal.of(Code.INTERNAL_ERROR));
    }

    private void answer(Answer answer) {
        try {
            request.answer(answer);
        } finally {
            request.leaveRoute();
        }
    }

    private void visit(Routes.Visit other) {
        request.visit = other;
        visit.leave();
        try {
            RouteConsumer route = other.routes().find(request);
            if (route == null) {
                request.leaveRoute();
            } else {
                route.run(request, body, runs);
            }
        } catch (RuntimeException e) {
            LOG.error("{} could not be handed to a route", request.id, e);
            answer(request.refusal(Refusal.of(Code.INTERNAL_ERROR)));
        }
    }

    @Override
    public void moveTo(Routes.Visit other) {
        if (end()) {
            stop();
            eventLoop.runOnContext(back -> visit(other));
        } else {
            other.leave();
        }
    }

    /** Where the route has not begun, and will not. */
    void refuse(Refusal refusal) {
        if (end()) {
            eventLoop.runOnContext(back -> answer(request.refusal(refusal)));
        }
    }

    /** Answers in the place of the route. */
    void giveUp(Refusal refusal) {
        if (end()) {
            stop();
            answerUnless(visit.end(exchange, refusal.status()), request.refusal(refusal));
        }
    }

    /** No step begins any more; one that waits is interrupted. */
    private synchronized void stop() {
        exchange.setRouteStop(true);
        if (worker != null) {
            worker.interrupt();
        }
    }

    String requestId() {
        return request.id;
    }

    /** Milliseconds since the route began. */
    long elapsed() {
        return exchange.getClock().elapsed();
    }

    void begin() {
        request.enterRoute();
        visit.begin(exchange, this);
    }

    @Override
    public String place() {
        UnitOfWork unit = exchange.getUnitOfWork();
        Route route = unit == null ? null : unit.getRoute();
        String step = exchange.getExchangeExtension().getHistoryNodeId();
        String where = route == null ? String.valueOf(exchange.getFromRouteId()) : route.getRouteId();
        return step == null ? where : where + "/" + step;
    }
}
