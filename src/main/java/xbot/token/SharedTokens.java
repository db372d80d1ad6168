package xbot.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.cache.Cache;
import xbot.shared.SharedStore;
import xbot.shared.StoreAway;

/**
 * The tokens that pods share, encrypted, and a copy of those that this pod answered: while the shared store is away its
 * users keep their conversations, and afterwards the store gets what it missed. Of two tokens of a user the one that was
 * received later counts, so that all pods come to the same.
 */
final class SharedTokens implements TokenStore {

    private final Cache<byte[], byte[]> shared;
    private final Cache<Object, Object> copy;
    private final EntryLife life;
    private final TokenCipher cipher;
    private final SharedStore store;
    private final Clock clock;
    private final Consumer<Throwable> onFailure;

    SharedTokens(
            Cache<byte[], byte[]> shared,
            Cache<Object, Object> copy,
            EntryLife life,
            TokenCipher cipher,
            SharedStore store,
            Clock clock,
            Consumer<Throwable> onFailure) {
        this.shared = shared;
        this.copy = copy;
        this.life = life;
        this.cipher = cipher;
        this.store = store;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    @Override
    public Token get(String tokenKey) {
        byte[] key = TokenCipher.cacheKey(tokenKey);
        Token own = own(tokenKey);
        try {
            byte[] entry = own == null ? store.callPatiently(() -> shared.get(key)) : store.call(() -> shared.get(key));
            Token theirs = open(key, entry);
            if (own != null && (theirs == null || own.receivedAt().isAfter(theirs.receivedAt()))) {
                return catchUp(tokenKey, own, entry == null);
            }
            keep(tokenKey, own, theirs);
            return theirs;
        } catch (StoreAway e) {
            onFailure.accept(e);
            return own;
        }
    }

    /** Writes what the store does not have, or not any more. */
    private Token catchUp(String tokenKey, Token own, boolean absent) throws StoreAway {
        if (!absent) {
            put(tokenKey, own);
            return own;
        }
        if (putIfAbsent(tokenKey, own)) {
            return own;
        }
        byte[] key = TokenCipher.cacheKey(tokenKey);
        Token first = open(key, store.call(() -> shared.get(key)));
        keep(tokenKey, own, first);
        return first == null ? own : first;
    }

    @Override
    public void put(String tokenKey, Token token) {
        Token own = own(tokenKey);
        copy.put(tokenKey, token);
        byte[] key = TokenCipher.cacheKey(tokenKey);
        byte[] entry = cipher.seal(key, token);
        Callable<Boolean> write = () -> life.during(left(token), () -> {
            shared.put(key, entry);
            return true;
        });
        try {
            if (own != null && own.conversationId().equals(token.conversationId())) {
                store.call(write);
            } else {
                store.callPatiently(write);
            }
        } catch (StoreAway e) {
            onFailure.accept(e);
        }
    }

    @Override
    public boolean putIfAbsent(String tokenKey, Token token) {
        byte[] key = TokenCipher.cacheKey(tokenKey);
        byte[] entry = cipher.seal(key, token);
        boolean first = true;
        try {
            first = store.callPatiently(() -> life.during(left(token), () -> shared.putIfAbsent(key, entry)));
        } catch (StoreAway e) {
            onFailure.accept(e);
        }
        if (first) {
            copy.put(tokenKey, token);
        }
        return first;
    }

    /**
     * Whether this pod may do for the user what one pod is to do.
     *
     * @param duration how long the others leave it to this one
     */
    boolean claim(String tokenKey, Duration duration) {
        byte[] key = claimKey(tokenKey);
        try {
            return store.call(() -> life.during(duration, () -> shared.putIfAbsent(key, new byte[] {1})));
        } catch (StoreAway e) {
            onFailure.accept(e);
            return true;
        }
    }

    /** Gives the claim back: another may try. */
    void release(String tokenKey) {
        byte[] key = claimKey(tokenKey);
        try {
            store.call(() -> shared.remove(key));
        } catch (StoreAway e) {
            onFailure.accept(e);
        }
    }

    /** No partner id holds a space, so this is no user's key. */
    private static byte[] claimKey(String tokenKey) {
        return TokenCipher.cacheKey("claim " + tokenKey);
    }

    /** Reads and writes as requests do, so that the first of them need not wait for connections and classes. */
    boolean tryOut() throws Exception {
        byte[] key = TokenCipher.cacheKey("");
        shared.get(key);
        return life.during(Duration.ofSeconds(1), () -> shared.putIfAbsent(key, new byte[] {0}));
    }

    private Duration left(Token token) {
        return Duration.between(clock.instant(), token.expiresAt());
    }

    private Token own(String tokenKey) {
        Object kept = copy.get(tokenKey);
        return kept instanceof Token token && token.isAlive(clock.instant()) ? token : null;
    }

    private void keep(String tokenKey, Token own, Token token) {
        if (token != null && !Objects.equals(own, token)) {
            copy.put(tokenKey, token);
        }
    }

    private Token open(byte[] key, byte[] entry) {
        try {
            return entry == null ? null : cipher.open(key, entry);
        } catch (TokenCipher.Unreadable e) {
            onFailure.accept(e);
            return null;
        }
    }
}
