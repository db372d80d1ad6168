package xbot.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;

/** Which route set serves, and what became of changes. */
final class RouteSetMetrics {

    private static final String APPLIED = "applied";
    private static final String REFUSED = "refused";
    private static final String ROLLED_BACK = "rolled-back";

    private final MeterRegistry meters;
    private final MultiGauge info;

    /** @param share of the requests, for the set on probation */
    RouteSetMetrics(MeterRegistry meters, Supplier<Number> share) {
        this.meters = meters;
        Gauge.builder("xbot.routeset.probation", share)
                .description("Of the requests, the share that a changed route set gets on probation; 0: there is none")
                .register(meters);
        info = MultiGauge.builder("xbot.routeset.info")
                .description("The route set that serves")
                .register(meters);
        for (String outcome : List.of(APPLIED, REFUSED, ROLLED_BACK)) {
            reloads(outcome);
        }
    }

    void serves(String hash) {
        info.register(List.of(MultiGauge.Row.of(Tags.of("hash", hash), 1)), true);
    }

    void applied() {
        reloads(APPLIED).increment();
    }

    void refused() {
        reloads(REFUSED).increment();
    }

    void rolledBack() {
        reloads(ROLLED_BACK).increment();
    }

    private Counter reloads(String outcome) {
        return Counter.builder("xbot.routeset.reloads")
                .description("Changes of the route files, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
