package xbot.token;

import java.io.IOException;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManager;
import org.apache.camel.component.jcache.JCacheManagerFactory;
import org.springframework.core.io.ResourceLoader;
import xbot.shared.CacheProperties;

/**
 * The caches that routes use, in this process. They belong to the application: camel-jcache would close its own with
 * every route that stops.
 */
final class TokenCaches implements JCacheManagerFactory, AutoCloseable {

    private final CacheManager manager;

    TokenCaches(CacheProperties properties, ResourceLoader resources) {
        CachingProvider provider = Caching.getCachingProvider(properties.provider());
        if (!provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)) {
            throw new IllegalArgumentException("xbot.cache.provider " + properties.provider()
                    + " takes tokens out of this process: pods share them by xbot.cache.redis.address alone");
        }
        try {
            URI location = properties.config().isEmpty()
                    ? provider.getDefaultURI()
                    : resources.getResource(properties.config()).getURI();
            manager = provider.getCacheManager(location, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("xbot.cache.config '" + properties.config() + "' cannot be read", e);
        }
    }

    /** The tokens that this pod keeps. */
    Cache<Object, Object> tokens() {
        return find("tokens");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> JCacheManager<K, V> createManager(JCacheConfiguration configuration) {
        return new JCacheManager<>((Cache<K, V>) find(configuration.getCacheName()));
    }

    /** @throws IllegalArgumentException if its configuration does not define it */
    private Cache<Object, Object> find(String name) {
        Cache<Object, Object> cache = manager.getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "there is no cache '" + name + "', there is: " + String.join(", ", manager.getCacheNames()));
        }
        return cache;
    }

    @Override
    public void close() {
        manager.close();
    }
}
