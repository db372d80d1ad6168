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
 * @param timeout of one operation where the cache is not in this process, for a request that can be answered without it
 * @param newUserTimeout of one for a user whom this pod does not know, as long as the cache is there
 * @param encryptionKeyFile the keys of tokens that leave this process; required where the provider shares them
 */
@ConfigurationProperties("xbot.cache")
public record CacheProperties(
        @DefaultValue("org.ehcache.jsr107.EhcacheCachingProvider")
        String provider,

        @DefaultValue("classpath:ehcache.xml") String config,
        @DefaultValue("50ms") Duration timeout,
        @DefaultValue("1s") Duration newUserTimeout,
        Path encryptionKeyFile) {

    public CacheProperties {
        requirePositive(timeout, "timeout");
        requirePositive(newUserTimeout, "new-user-timeout");
    }

    private static void requirePositive(Duration duration, String key) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("xbot.cache." + key + " must be positive");
        }
    }
}
