package xbot.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import xbot.partners.Partner;

/**
 * Counts in this pod. A partner's count outlives changes of the routes and of the partners file, unless its own rate
 * changed.
 */
final class PodRates implements Rates {

    private record RatedBucket(Partner.Rate rate, Bucket bucket) {}

    private final TimeMeter time;
    private final Map<String, RatedBucket> buckets = new ConcurrentHashMap<>();

    PodRates(TimeMeter time) {
        this.time = time;
    }

    @Override
    public CompletableFuture<ConsumptionProbe> count(String partnerId, Partner.Rate rate) {
        RatedBucket current = buckets.get(partnerId);
        if (current == null || !current.rate().equals(rate)) {
            current = buckets.compute(
                    partnerId, (id, old) -> old != null && old.rate().equals(rate) ? old : fill(rate));
        }
        return CompletableFuture.completedFuture(current.bucket().tryConsumeAndReturnRemaining(1));
    }

    private RatedBucket fill(Partner.Rate rate) {
        return new RatedBucket(
                rate,
                Bucket.builder()
                        .addLimit(rate.bandwidth())
                        .withCustomTimePrecision(time)
                        .build());
    }
}
