package xbot.shared;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code xbot.cache.*}: the tokens that this pod keeps, by any JCache provider (JSR 107) whose caches are in this process,
 * and what pods share.
 *
 * @param provider the class of the CachingProvider
 * @param config where its configuration is: a {@code classpath:} or {@code file:} location; empty for the provider's
 *     default
 * @param timeout of one operation on Redis for a request that can be answered without it
 * @param newUserTimeout for a user whom this pod does not know, while Redis is there
 * @param failoverWait for such a user, from the moment when Redis went away; 10 s at most
 * @param encryptionKeyFile the keys of tokens that leave this process; required with Redis
 */
@ConfigurationProperties("xbot.cache")
public record CacheProperties(
        @DefaultValue("org.ehcache.jsr107.EhcacheCachingProvider")
        String provider,

        @DefaultValue("classpath:ehcache.xml") String config,
        @DefaultValue("50ms") Duration timeout,
        @DefaultValue("1s") Duration newUserTimeout,
        @DefaultValue("5s") Duration failoverWait,
        Path encryptionKeyFile) {

    public CacheProperties {
        Assert.isTrue(timeout.toMillis() > 0, "xbot.cache.timeout must be positive");
        Assert.isTrue(newUserTimeout.toMillis() > 0, "xbot.cache.new-user-timeout must be positive");
        Assert.isTrue(
                !failoverWait.isNegative() && failoverWait.compareTo(Duration.ofSeconds(10)) <= 0,
                "xbot.cache.failover-wait must be between 0 and 10s");
    }
}
