package xbot.token;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code xbot.cache.*}: any JCache provider (JSR 107).
 *
 * @param provider the class of the CachingProvider
 * @param config where its configuration is: a {@code classpath:} or {@code file:} location; empty for the provider's
 *     default
 * @param timeout of one operation where the cache is not in this process; a request may lose twice that to one that hangs
 * @param encryptionKeyFile the keys of tokens that leave this process; required where the provider shares them
 */
@ConfigurationProperties("xbot.cache")
public record CacheProperties(
        @DefaultValue("org.ehcache.jsr107.EhcacheCachingProvider")
        String provider,

        @DefaultValue("classpath:ehcache.xml") String config,
        @DefaultValue("50ms") Duration timeout,
        Path encryptionKeyFile) {

    public CacheProperties {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("xbot.cache.timeout must be positive");
        }
    }
}
