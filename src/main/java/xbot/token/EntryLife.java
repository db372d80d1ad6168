package xbot.token;

import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/**
 * Lets entries of a shared cache end with their token. JSR 107 does not show a policy the value, so what is written says
 * how long it lives while it is written. A provider that asks on another thread or in another process keeps entries for
 * a day, the longest that a token can live.
 */
final class EntryLife implements ExpiryPolicy, Serializable {

    @SuppressWarnings("ThreadLocalUsage") // one for each cache
    private final transient ThreadLocal<Duration> current = new ThreadLocal<>();

    <T> T during(java.time.Duration life, Callable<T> write) throws Exception {
        current.set(new Duration(TimeUnit.SECONDS, Math.max(1, life.toSeconds())));
        try {
            return write.call();
        } finally {
            current.remove();
        }
    }

    @Override
    public Duration getExpiryForCreation() {
        Duration life = current == null ? null : current.get();
        return life == null ? Duration.ONE_DAY : life;
    }

    @Override
    public Duration getExpiryForAccess() {
        return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
        return getExpiryForCreation();
    }
}
