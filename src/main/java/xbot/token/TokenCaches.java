package xbot.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManager;
import org.apache.camel.component.jcache.JCacheManagerFactory;

/**
 * The caches that routes use. They belong to the application: camel-jcache would close its own with every route that
 * stops. A cache that fails is an empty cache and a metric, never an error.
 */
final class TokenCaches implements JCacheManagerFactory, AutoCloseable {

    private static final String TOKENS = "tokens";

    private final List<CacheManager> managers;
    private final Function<String, Cache<?, ?>> finder;
    private final SharedTokens shared;
    private final Map<String, Cache<?, ?>> caches = new ConcurrentHashMap<>();

    private TokenCaches(List<CacheManager> managers, Function<String, Cache<?, ?>> finder, SharedTokens shared) {
        this.managers = managers;
        this.finder = finder;
        this.shared = shared;
    }

    /** Each cache of this manager, whose caches are in this process. */
    static TokenCaches ofThisPod(CacheManager manager, Consumer<Throwable> onFailure) {
        return new TokenCaches(List.of(manager), name -> CacheGuard.of(find(manager, name), onFailure), null);
    }

    /** Only {@code tokens}, shared with other pods. */
    static TokenCaches ofAllPods(List<CacheManager> managers, SharedTokens tokens) {
        Map<String, Cache<?, ?>> all = Map.of(TOKENS, CacheView.of(TOKENS, tokens));
        return new TokenCaches(managers, name -> known(all.get(name), name, all.keySet()), tokens);
    }

    /** @throws IllegalArgumentException if its configuration does not define it */
    static Cache<Object, Object> find(CacheManager manager, String name) {
        return known(manager.getCache(name), name, manager.getCacheNames());
    }

    private static <T> T known(T cache, String name, Iterable<String> names) {
        if (cache == null) {
            throw new IllegalArgumentException(
                    "there is no cache '" + name + "', there is: " + String.join(", ", names));
        }
        return cache;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> JCacheManager<K, V> createManager(JCacheConfiguration configuration) {
        String name = configuration.getCacheName();
        return new JCacheManager<>((Cache<K, V>) caches.computeIfAbsent(name, finder));
    }

    @SuppressWarnings("unchecked")
    Cache<Object, Object> tokens() {
        return (Cache<Object, Object>) caches.computeIfAbsent(TOKENS, finder);
    }

    /** Empty where no other pod sees the tokens. */
    Optional<SharedTokens> shared() {
        return Optional.ofNullable(shared);
    }

    @Override
    public void close() {
        managers.forEach(CacheManager::close);
    }
}
