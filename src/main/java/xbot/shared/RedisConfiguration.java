package xbot.shared;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One Redis for the tokens and the rates. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("xbot.cache.redis.address")
class RedisConfiguration {

    private static final Duration MAX_IDLE_RATE = Duration.ofDays(1);

    @Bean(destroyMethod = "close")
    Redis redis(
            RedisProperties properties,
            @Value("${xbot.cache.timeout}") Duration timeout,
            @Value("${xbot.cache.new-user-timeout}") Duration patience,
            @Value("${xbot.cache.failover-wait}") Duration failover,
            SslBundles sslBundles,
            MeterRegistry meters) {
        return new Redis(
                new RedisSettings(properties, sslBundles),
                new Redis.Limits(timeout, patience, failover),
                new StoreReport(meters));
    }

    @Bean
    AsyncProxyManager<Object> sharedRates(Redis redis) {
        return new LettuceBasedProxyManagerBuilder<>(new RateCommands(redis))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MAX_IDLE_RATE))
                .build()
                .asAsync();
    }

    /** What Bucket4j needs, on the connection that there is at the moment; it makes arrays of objects only. */
    private record RateCommands(Redis redis) implements RedisApi<Object> {

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
}
