package xbot.access;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import xbot.partners.Partner;
import xbot.shared.Redis;

/** Counts for all pods together; while Redis is away, or slow, each pod counts by itself. */
final class SharedRates implements Rates {

    private final AsyncProxyManager<Object> buckets;
    private final Redis redis;
    private final Rates meanwhile;

    SharedRates(AsyncProxyManager<Object> buckets, Redis redis, Rates meanwhile) {
        this.buckets = buckets;
        this.redis = redis;
        this.meanwhile = meanwhile;
    }

    @Override
    public CompletableFuture<ConsumptionProbe> count(String partnerId, Partner.Rate rate) {
        // a changed rate is another bucket
        String key = "xbot-rate-v1/" + partnerId + "/" + rate.requests() + "/" + rate.per();
        return redis.shortly(() -> consume(key, rate)).exceptionallyCompose(failure -> {
            redis.countDoneWithout();
            return meanwhile.count(partnerId, rate);
        });
    }

    private CompletableFuture<ConsumptionProbe> consume(String key, Partner.Rate rate) {
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(rate.bandwidth()).build();
        return buckets.builder()
                .build(key, () -> CompletableFuture.completedFuture(configuration))
                .tryConsumeAndReturnRemaining(1);
    }

    /** Counts as for a request, so that the first of them finds nothing cold. */
    void warmUp() throws InterruptedException {
        redis.warmUp(() -> consume("xbot-rate-v1", new Partner.Rate(1, Duration.ofSeconds(1))));
    }
}
