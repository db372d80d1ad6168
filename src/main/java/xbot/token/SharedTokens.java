package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.cache.Cache;
import xbot.shared.Redis;

/**
 * The tokens that pods share, and this pod's copies of them. A copy is answered without asking while Redis tells of
 * changes; what Redis does not have, or not any more, it gets from the copies. No call blocks.
 */
final class SharedTokens {

    private static final int WARM_UP_ROUNDS = 200;

    private final Cache<Object, Object> copies;
    private final TokenRegister register;
    private final Redis redis;
    private final Clock clock;
    private final Counter errors;
    private final Counter unshared;

    SharedTokens(Cache<Object, Object> copies, Redis redis, TokenCipher cipher, Clock clock, MeterRegistry meters) {
        this.copies = copies;
        this.redis = redis;
        this.clock = clock;
        errors = Counter.builder("xbot.cache.errors")
                .description("Cache operations that failed and were taken as a miss")
                .register(meters);
        unshared = Counter.builder("xbot.conversations.unshared")
                .description("Conversations that this pod began without the engine that pods share")
                .register(meters);
        register = new TokenRegister(redis, cipher, clock, errors);
        redis.onReturn(() -> tell(copies.iterator()));
    }

    private Token known(String tokenKey) {
        return copies.get(tokenKey) instanceof Token kept && kept.isAlive(clock.instant()) ? kept : null;
    }

    /** Whether this pod's copy is what Redis has. */
    boolean isCurrent(String tokenKey) {
        Token own = known(tokenKey);
        return own != null && own.version() != 0 && own.version() == redis.version(TokenRegister.key(tokenKey));
    }

    /** Ends, with hit, miss or away, when this pod's copy is as good as it gets. */
    CompletableFuture<String> lookUp(String tokenKey) {
        String key = TokenRegister.key(tokenKey);
        Token own = known(tokenKey);
        Supplier<CompletableFuture<Token>> fetch = () -> register.fetch(key, own);
        return (own == null ? redis.patiently(fetch) : redis.shortly(fetch)).handle((found, failure) -> {
            if (found != null) {
                copies.put(tokenKey, found);
            }
            return failure != null ? doneWithout() : found == null ? "miss" : "hit";
        });
    }

    /**
     * Which token the user has from now on: the new one, or that of a pod that was first.
     *
     * @param outcome stored, taken or away
     */
    record Kept(Token token, String outcome) {}

    /**
     * Shares a token that Direct Line gave; it never fails.
     *
     * @param isAskedFor whether the user's conversation before it is over
     */
    CompletableFuture<Kept> keep(String tokenKey, Token token, boolean isAskedFor) {
        String key = TokenRegister.key(tokenKey);
        Token known = known(tokenKey);
        Token mine = token.after(known, isAskedFor);
        boolean goesOn = known != null && known.conversationId().equals(token.conversationId());
        Supplier<CompletableFuture<Token>> merge = () -> register.merge(key, mine, !goesOn && !isAskedFor);
        return (goesOn ? redis.shortly(merge) : redis.patiently(merge)).handle((stays, failure) -> {
            copies.put(tokenKey, failure == null ? stays : mine);
            if (failure == null) {
                return new Kept(stays, stays.value().equals(token.value()) ? "stored" : "taken");
            }
            if (!goesOn) {
                unshared.increment();
            }
            return new Kept(mine, doneWithout());
        });
    }

    /** Redis is there again, perhaps without what it had: it gets what this pod knows, one after the other. */
    private void tell(Iterator<Cache.Entry<Object, Object>> all) {
        while (all.hasNext()) {
            Cache.Entry<Object, Object> next = all.next();
            if (next.getValue() instanceof Token token && token.isAlive(clock.instant())) {
                String key = TokenRegister.key((String) next.getKey());
                redis.patiently(() -> register.merge(key, token, false)).whenComplete((stays, failure) -> {
                    if (failure == null || Redis.isAnswer(failure)) {
                        tell(all);
                    }
                });
                return;
            }
        }
    }

    private String doneWithout() {
        redis.countDoneWithout();
        errors.increment();
        return "away";
    }

    /** Does what requests do, so that the first of them find nothing cold; without Redis it goes on. */
    void warmUp() throws InterruptedException {
        redis.warmUp(() -> rehearse("xbot-try/" + System.nanoTime(), WARM_UP_ROUNDS));
    }

    private CompletableFuture<Void> rehearse(String key, int rounds) {
        Duration life = Duration.ofSeconds(1);
        Token token = new Token("warm-up-" + rounds, "warm-up", clock.instant().plus(life), life);
        return register.merge(key, token.after(null, true), false)
                .thenCompose(merged -> register.fetch(key, null))
                .thenCompose(
                        found -> rounds == 0 ? CompletableFuture.completedFuture(null) : rehearse(key, rounds - 1));
    }
}
