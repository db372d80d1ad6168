package xbot.shared;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One Redis for tokens, rates and events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("xbot.cache.redis.address")
class RedisConfiguration {

    @Bean(destroyMethod = "close")
    Redis redis(RedisProperties redis, CacheProperties cache, SslBundles sslBundles, MeterRegistry meters) {
        return new Redis(RedisSettings.of(redis, sslBundles), cache, new StoreReport(meters));
    }
}
