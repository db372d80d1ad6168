package xbot.shared;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.jcache.configuration.RedissonConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** One connection to Redis for the tokens and the rates, where Redisson is the provider of the cache. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "xbot.cache.provider", havingValue = "org.redisson.jcache.JCachingProvider")
class RedisConfiguration {

    private static final Duration MAX_IDLE_RATE = Duration.ofDays(1);

    @Bean(destroyMethod = "shutdown")
    RedissonClient redis(
            RedisProperties properties,
            @Value("${xbot.cache.config}") String config,
            ResourceLoader resources,
            SslBundles sslBundles) {
        return Redisson.create(new RedisSettings(properties, sslBundles).read(resources.getResource(config)));
    }

    @Bean
    CacheConnection cacheConnection(RedissonClient redis) {
        return configuration -> RedissonConfiguration.fromInstance(redis, configuration);
    }

    @Bean
    ProxyManager<String> sharedRates(RedissonClient redis) {
        return Bucket4jRedisson.casBasedBuilder(((Redisson) redis).getCommandExecutor())
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MAX_IDLE_RATE))
                .build();
    }
}
