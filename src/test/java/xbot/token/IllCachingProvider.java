package xbot.token;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;

/** A cache out of this process, such as Redis, that a test can make ill. */
public final class IllCachingProvider implements CachingProvider {

    /** What {@code put}, {@code get}, {@code putIfAbsent} and {@code remove} do. */
    public interface Store {
        void put(byte[] key, byte[] value);

        byte[] get(byte[] key);

        boolean putIfAbsent(byte[] key, byte[] value);

        boolean remove(byte[] key);
    }

    enum Health {
        WELL,
        DOWN,
        HANGING,
        /** Slower than a request that has an answer waits. */
        SLOW,
        /** What is stored can be neither read nor found to be missing. */
        GARBLED
    }

    static volatile Health health = Health.WELL;
    static final Map<ByteBuffer, byte[]> ENTRIES = new ConcurrentHashMap<>();

    private static final Store STORE = new Store() {
        @Override
        public void put(byte[] key, byte[] value) {
            fail();
            ENTRIES.put(ByteBuffer.wrap(key), value);
        }

        @Override
        public byte[] get(byte[] key) {
            fail();
            if (health == Health.GARBLED) {
                throw new CacheException("cannot deserialize");
            }
            return ENTRIES.get(ByteBuffer.wrap(key));
        }

        @Override
        public boolean putIfAbsent(byte[] key, byte[] value) {
            fail();
            return health != Health.GARBLED && ENTRIES.putIfAbsent(ByteBuffer.wrap(key), value) == null;
        }

        @Override
        public boolean remove(byte[] key) {
            fail();
            return ENTRIES.remove(ByteBuffer.wrap(key)) != null;
        }
    };

    /** How often it was asked. */
    static final AtomicLong tried = new AtomicLong();

    private static void fail() {
        tried.incrementAndGet();
        if (health == Health.DOWN) {
            throw new CacheException("connection refused");
        }
        Health then = health;
        if (then == Health.HANGING || then == Health.SLOW) {
            try {
                int hundredths = then == Health.SLOW ? 10 : 1000;
                for (int n = 0; n < hundredths && health == then; n++) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (InterruptedException e) {
                throw new CacheException(e);
            }
        }
    }

    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader loader, Properties properties) {
        Object cache = Proxy.newProxyInstance(
                IllCachingProvider.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    try {
                        return Stream.of(Store.class.getMethods())
                                .filter(m -> m.getName().equals(method.getName()))
                                .findFirst()
                                .orElseThrow()
                                .invoke(STORE, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (CacheManager) Proxy.newProxyInstance(
                IllCachingProvider.class.getClassLoader(),
                new Class<?>[] {CacheManager.class},
                (proxy, method, arguments) -> method.getName().equals("getCache") ? cache : null);
    }

    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader loader) {
        return getCacheManager(uri, loader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return false;
    }

    @Override
    public URI getDefaultURI() {
        return URI.create("ill");
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return IllCachingProvider.class.getClassLoader();
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {}

    @Override
    public void close(ClassLoader loader) {}

    @Override
    public void close(URI uri, ClassLoader loader) {}
}
