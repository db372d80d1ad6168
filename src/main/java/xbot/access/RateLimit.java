package xbot.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import xbot.contract.Code;
import xbot.contract.Refusal;
import xbot.partners.Partner;

/** Lets as many requests of a partner pass as its rate allows. */
final class RateLimit {

    private static final CompletableFuture<?> PASSED = CompletableFuture.completedFuture(null);

    private final Rates rates;

    RateLimit(Rates rates) {
        this.rates = rates;
    }

    /** Ends when it is known whether the request may pass; if not, its refusal is its exception. */
    CompletableFuture<?> pass(Exchange exchange) {
        Partner partner = KeyCheck.partnerOf(exchange);
        Partner.Rate rate = partner.rateLimit();
        return rate == null
                ? PASSED
                : rates.count(partner.id(), rate).thenAccept(probe -> {
                    if (!probe.isConsumed()) {
                        exchange.setException(refusal(
                                rate.requests(),
                                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                                Duration.ofNanos(probe.getNanosToWaitForReset())));
                    }
                });
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
