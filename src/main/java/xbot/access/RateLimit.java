package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import xbot.contract.Code;
import xbot.contract.Refusal;
import xbot.partners.Partner;

/** Lets as many requests of a partner pass as its rate allows. */
public final class RateLimit extends AsyncProcessorSupport {

    private final Rates rates;
    private final Executor routeWorkers;

    /** @param routeWorkers runs what comes after a count that takes time */
    RateLimit(Rates rates, Executor routeWorkers) {
        this.rates = rates;
        this.routeWorkers = routeWorkers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Partner partner = KeyCheck.partnerOf(exchange);
            Partner.Rate rate = partner.rateLimit();
            CompletableFuture<ConsumptionProbe> counted = rate == null ? null : rates.count(partner.id(), rate);
            if (counted != null && !counted.isDone()) {
                counted.whenCompleteAsync(
                        (probe, failure) -> {
                            exchange.setException(failure == null ? refusal(rate, probe) : failure);
                            callback.done(false);
                        },
                        routeWorkers);
                return false;
            }
            exchange.setException(counted == null ? null : refusal(rate, counted.join()));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** Null for a request that may pass. */
    private static Refusal refusal(Partner.Rate rate, ConsumptionProbe probe) {
        return probe.isConsumed()
                ? null
                : refusal(
                        rate.requests(),
                        Duration.ofNanos(probe.getNanosToWaitForRefill()),
                        Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /**
     * @param retryAfter until the next request is allowed
     * @param reset until as many as the limit are
     */
    static Refusal refusal(long limit, Duration retryAfter, Duration reset) {
        return Refusal.of(
                Code.RATE_LIMITED,
                Map.of(
                        "Retry-After", seconds(retryAfter),
                        "RateLimit-Limit", Long.toString(limit),
                        "RateLimit-Remaining", "0",
                        "RateLimit-Reset", seconds(reset)));
    }

    private static String seconds(Duration duration) {
        long roundedUp = duration.plusSeconds(1).minusNanos(1).toSeconds();
        return Long.toString(Math.max(1, roundedUp));
    }
}
