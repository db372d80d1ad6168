package xbot.simulator;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Where a call meets the fault that was asked for. */
final class FaultGate {

    private static final String EVERY_PATH = "";

    private final Duration answerDelay;
    private volatile Map<String, Fault> faults = Map.of();

    FaultGate(Duration answerDelay) {
        this.answerDelay = answerDelay;
    }

    synchronized void set(Fault everywhere) {
        faults = Map.of(EVERY_PATH, everywhere);
    }

    synchronized void set(String path, Fault fault) {
        var changed = new HashMap<>(faults);
        changed.put(path, fault);
        faults = Map.copyOf(changed);
    }

    void pass(RoutingContext call) {
        var now = faults;
        var fault = now.getOrDefault(call.request().path(), now.getOrDefault(EVERY_PATH, Fault.NONE));
        if (fault instanceof Fault.Answer answer) {
            after(answerDelay, call, () -> send(call, answer));
        } else if (fault instanceof Fault.Slow slow) {
            after(answerDelay.plus(slow.delay()), call, call::next);
        } else if (fault instanceof Fault.Closing) {
            call.response().putHeader("connection", "close");
            after(answerDelay, call, call::next);
        } else {
            call.request().connection().close();
        }
    }

    private static void send(RoutingContext call, Fault.Answer answer) {
        var response = call.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }

    private static void after(Duration delay, RoutingContext call, Runnable action) {
        if (delay.toMillis() == 0) {
            action.run();
        } else {
            call.vertx().setTimer(delay.toMillis(), tick -> action.run());
        }
    }
}
