package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManager;
import org.apache.camel.component.jcache.JCacheManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ResourceLoader;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The caches of the configured provider. They belong to the application: camel-jcache would close its own with every
 * route that stops. A cache that fails is an empty cache and a metric, never an error.
 */
final class TokenCaches implements JCacheManagerFactory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCaches.class);

    private static final int MAX_THREADS = 64;

    private final CacheManager manager;
    private final Executor threads;
    private final Counter errors;
    private final Map<String, Cache<?, ?>> caches = new ConcurrentHashMap<>();

    TokenCaches(CacheProperties properties, ResourceLoader resources, MeterRegistry meters) {
        CachingProvider provider = Caching.getCachingProvider(properties.provider());
        threads = threadsFor(provider);
        manager = provider.getCacheManager(locate(properties, provider, resources), null);
        errors = Counter.builder("xbot.cache.errors")
                .description("Cache operations that failed and were taken as a miss")
                .register(meters);
    }

    private static URI locate(CacheProperties properties, CachingProvider provider, ResourceLoader resources) {
        if (properties.config().isEmpty()) {
            return provider.getDefaultURI();
        }
        try {
            return resources.getResource(properties.config()).getURI();
        } catch (IOException e) {
            throw new IllegalArgumentException("xbot.cache.config '" + properties.config() + "' cannot be read", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> JCacheManager<K, V> createManager(JCacheConfiguration configuration) {
        String name = configuration.getCacheName();
        return new JCacheManager<>((Cache<K, V>) caches.computeIfAbsent(name, this::open));
    }

    private Cache<?, ?> open(String name) {
        Cache<?, ?> cache = manager.getCache(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "there is no cache '" + name + "', there is: " + String.join(", ", manager.getCacheNames()));
        }
        InvocationHandler guard = new CacheGuard(cache, threads, this::tell);
        return (Cache<?, ?>) Proxy.newProxyInstance(Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, guard);
    }

    private void tell(Throwable failure) {
        errors.increment();
        LOG.debug("a cache operation failed", failure);
    }

    /** Only a cache in this process can store by reference, and it needs no time limit. */
    private static Executor threadsFor(CachingProvider provider) {
        if (provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)) {
            return Runnable::run;
        }
        CustomizableThreadFactory factory = new CustomizableThreadFactory("token-cache-");
        factory.setDaemon(true);
        return new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    @Override
    public void close() {
        if (threads instanceof ThreadPoolExecutor pool) {
            pool.shutdownNow();
        }
        manager.close();
    }
}
