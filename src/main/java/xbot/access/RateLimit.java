package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.Code;
import xbot.contract.Refusal;
import xbot.partners.Partner;

/** Lets as many requests of a partner pass as its rate allows. */
record RateLimit(Rates rates) implements Processor {

    @Override
    public void process(Exchange exchange) throws Refusal {
        Partner partner = KeyCheck.partnerOf(exchange);
        Partner.Rate rate = partner.rateLimit();
        if (rate == null) {
            return;
        }
        ConsumptionProbe probe = rates.count(partner.id(), rate);
        if (!probe.isConsumed()) {
            throw refusal(
                    rate.requests(),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }
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
