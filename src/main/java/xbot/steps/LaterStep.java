package xbot.steps;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** A step that may end later, and holds no thread until then. */
public final class LaterStep extends AsyncProcessorSupport {

    private final Function<Exchange, CompletableFuture<?>> step;
    private final Executor routeWorkers;

    /** @param routeWorkers runs what comes after it */
    public LaterStep(Function<Exchange, CompletableFuture<?>> step, Executor routeWorkers) {
        this.step = step;
        this.routeWorkers = routeWorkers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<?> done;
        try {
            done = step.apply(exchange);
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        boolean isDone = done.isDone();
        done.whenCompleteAsync(
                (result, failure) -> {
                    if (failure != null) {
                        exchange.setException(failure);
                    }
                    callback.done(isDone);
                },
                isDone ? Runnable::run : routeWorkers);
        return isDone;
    }
}
