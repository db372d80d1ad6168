package xbot.front;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.Code;
import xbot.contract.Refusal;

/** The requests that routes work on: names those that a route holds for long, and ends those that it holds too long. */
final class RouteRuns {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRuns.class);

    private final Executor workers;
    private final Duration slow;
    private final Duration limit;
    private final MeterRegistry meters;

    /** Each with whether it has been named. */
    private final Map<RouteRun, Boolean> open = new ConcurrentHashMap<>();

    /**
     * @param workers run the routes
     * @param slow a request that takes longer is named in the log, once
     * @param limit a request that takes longer is answered 504
     */
    RouteRuns(Executor workers, Duration slow, Duration limit, MeterRegistry meters) {
        this.workers = workers;
        this.slow = slow;
        this.limit = limit;
        this.meters = meters;
    }

    void start(RouteRun run) {
        open.put(run, false);
        run.begin();
        try {
            workers.execute(run::run);
        } catch (RejectedExecutionException stopped) {
            run.refuse(TransportRules.UNAVAILABLE);
        }
    }

    void ended(RouteRun run) {
        open.remove(run);
    }

    /** To be called each second or so. */
    void look() {
        open.forEach((run, isNamed) -> {
            long elapsed = run.elapsed();
            boolean isTooLong = elapsed >= limit.toMillis();
            if (isTooLong || !isNamed && elapsed >= slow.toMillis()) {
                name(run, elapsed, isTooLong);
            }
            if (isTooLong) {
                run.giveUp(Refusal.of(Code.ANSWER_TIMEOUT));
            }
        });
    }

    private void name(RouteRun run, long elapsed, boolean isTooLong) {
        open.replace(run, true);
        String place = run.place();
        String end = isTooLong ? ", and is answered 504" : "";
        LOG.warn("requestId={} {} has held it for {} ms{}", run.requestId(), place, elapsed, end);
        String[] routeAndStep = place.split("/", 2);
        String step = routeAndStep.length == 1 ? "unknown" : routeAndStep[1];
        Counter.builder("xbot.requests.held")
                .description("Requests that a route held for long: slow, or ended without its answer")
                .tag("route", routeAndStep[0])
                .tag("step", step)
                .tag("outcome", isTooLong ? "ended" : "slow")
                .register(meters)
                .increment();
    }
}
