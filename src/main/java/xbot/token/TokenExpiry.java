package xbot.token;

import java.time.Duration;
import java.util.function.Supplier;
import org.ehcache.expiry.ExpiryPolicy;

/** Lets Ehcache drop a token when it expires; JSR 107's own expiry policy does not see the value. */
public final class TokenExpiry implements ExpiryPolicy<Object, Object> {

    @Override
    public Duration getExpiryForCreation(Object key, Object value) {
        // entries are written on receipt, when the whole lifetime is left
        return value instanceof Token token ? token.lifetime() : Duration.ZERO;
    }

    @Override
    public Duration getExpiryForAccess(Object key, Supplier<?> value) {
        return null;
    }

    @Override
    public Duration getExpiryForUpdate(Object key, Supplier<?> oldValue, Object newValue) {
        return getExpiryForCreation(key, newValue);
    }
}
