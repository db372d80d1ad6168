package xbot.token;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.ehcache.expiry.ExpiryPolicy;

/** Lets Ehcache drop a token when it expires; JSR 107's own expiry policy does not see the value. */
public final class TokenExpiry implements ExpiryPolicy<Object, Object> {

    @Override
    public Duration getExpiryForCreation(Object key, Object value) {
        return value instanceof Token token ? Duration.between(Instant.now(), token.expiresAt()) : Duration.ZERO;
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
