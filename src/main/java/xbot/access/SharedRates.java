package xbot.access;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import xbot.partners.Partner;
import xbot.shared.Redis;

/** Counts for all pods together; while Redis is away, or slow, each pod counts by itself. */
final class SharedRates implements Rates {

    private static final Duration MAX_IDLE = Duration.ofDays(1);

    private final AsyncProxyManager<Object> buckets;
    private final Redis redis;
    private final Rates meanwhile;

    SharedRates(Redis redis, Rates meanwhile) {
        this.redis = redis;
        this.meanwhile = meanwhile;
        buckets = new LettuceBasedProxyManagerBuilder<>(new Commands(redis))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MAX_IDLE))
                .build()
                .asAsync();
    }

    /** What Bucket4j needs, on the connection that there is at the moment; it makes arrays of objects only. */
    private record Commands(Redis redis) implements RedisApi<Object> {

        @Override
        public <V> RedisFuture<V> eval(String script, ScriptOutputType type, Object[] keys, byte[][] values) {
            return redis.commands().eval(script, type, Arrays.copyOf(keys, keys.length, String[].class), values);
        }

        @Override
        public RedisFuture<byte[]> get(Object key) {
            return redis.commands().get((String) key);
        }

        @Override
        public RedisFuture<?> delete(Object key) {
            return redis.commands().del((String) key);
        }
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
