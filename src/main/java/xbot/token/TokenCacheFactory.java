package xbot.token;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.springframework.core.io.ResourceLoader;
import xbot.shared.CacheConnection;
import xbot.shared.SharedStore;

/** Opens the caches of the configured provider, and finds out whether other pods share them. */
final class TokenCacheFactory {

    /** The name at the provider: pods with another format of entries use another one. */
    private static final String SHARED_NAME = "xbot-tokens-v" + TokenCipher.VERSION;

    private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";
    private static final String COPY = "classpath:ehcache.xml";

    private final CacheProperties properties;
    private final ResourceLoader resources;
    private final CacheFailures failures;
    private final Clock clock;

    TokenCacheFactory(CacheProperties properties, ResourceLoader resources, CacheFailures failures, Clock clock) {
        this.properties = properties;
        this.resources = resources;
        this.failures = failures;
        this.clock = clock;
    }

    /** @param connection to the engine, or null where the provider makes its own */
    TokenCaches create(CacheConnection connection, Supplier<SharedStore> store) {
        CachingProvider provider = Caching.getCachingProvider(properties.provider());
        if (provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)) {
            return TokenCaches.ofThisPod(manager(provider, properties.config()), failures);
        }
        EncryptionKeys keys = EncryptionKeys.read(properties.encryptionKeyFile());
        CacheManager manager = manager(provider, connection == null ? properties.config() : "");
        CacheManager copies = manager(Caching.getCachingProvider(EHCACHE), COPY);
        EntryLife life = new EntryLife();
        Cache<byte[], byte[]> shared = open(manager, life, connection);
        SharedTokens tokens = new SharedTokens(
                shared, TokenCaches.find(copies, "tokens"), life, new TokenCipher(keys), store.get(), clock, failures);
        store.get().open(tokens::tryOut);
        return TokenCaches.ofAllPods(List.of(manager, copies), tokens);
    }

    private CacheManager manager(CachingProvider provider, String config) {
        try {
            URI location = config.isEmpty()
                    ? provider.getDefaultURI()
                    : resources.getResource(config).getURI();
            return provider.getCacheManager(location, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("xbot.cache.config '" + config + "' cannot be read", e);
        }
    }

    private static Cache<byte[], byte[]> open(CacheManager manager, EntryLife life, CacheConnection connection) {
        Cache<byte[], byte[]> defined = manager.getCache(SHARED_NAME, byte[].class, byte[].class);
        if (defined != null) {
            return defined;
        }
        Configuration<byte[], byte[]> configuration = new MutableConfiguration<byte[], byte[]>()
                .setTypes(byte[].class, byte[].class)
                .setExpiryPolicyFactory(new SingletonFactory<>(life));
        return manager.createCache(SHARED_NAME, connection == null ? configuration : connection.use(configuration));
    }
}
