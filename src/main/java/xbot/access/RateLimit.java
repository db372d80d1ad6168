package xbot.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets as many requests of a partner pass as its rate allows, in this pod. A partner's count outlives changes of the
 * routes and of the partners file, unless its own rate changed.
 */
public final class RateLimit implements Processor {

    private record RatedBucket(Rate rate, Bucket bucket) {}

    private final TimeMeter time;
    private final Map<String, RatedBucket> buckets = new ConcurrentHashMap<>();

    RateLimit(TimeMeter time) {
        this.time = time;
    }

    @Override
    public void process(Exchange exchange) throws RateLimited {
        Partner partner = KeyCheck.partnerOf(exchange);
        Rate rate = partner.rateLimit();
        if (rate == null) {
            return;
        }
        ConsumptionProbe probe = bucket(partner.id(), rate).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RateLimited(
                    rate.requests(),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }
    }

    private Bucket bucket(String partnerId, Rate rate) {
        RatedBucket current = buckets.get(partnerId);
        if (current == null || !current.rate().equals(rate)) {
            current = buckets.compute(
                    partnerId, (id, old) -> old != null && old.rate().equals(rate) ? old : fill(rate));
        }
        return current.bucket();
    }

    private RatedBucket fill(Rate rate) {
        Bucket bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.requests()).refillGreedy(rate.requests(), rate.per()))
                .withCustomTimePrecision(time)
                .build();
        return new RatedBucket(rate, bucket);
    }
}
