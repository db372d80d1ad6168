package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets as many requests of a partner pass as its rate allows. */
public final class RateLimit implements Processor {

    private final Rates rates;

    RateLimit(Rates rates) {
        this.rates = rates;
    }

    @Override
    public void process(Exchange exchange) throws RateLimited {
        Partner partner = KeyCheck.partnerOf(exchange);
        Rate rate = partner.rateLimit();
        if (rate == null) {
            return;
        }
        ConsumptionProbe probe = rates.count(partner.id(), rate);
        if (!probe.isConsumed()) {
            throw new RateLimited(
                    rate.requests(),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }
    }
}
