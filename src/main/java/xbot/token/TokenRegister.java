package xbot.token;

import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.shared.Redis;
import xbot.text.Seldom;
import xbot.text.Sha256;

/** The tokens in Redis, encrypted: a key for each user, which ends with the token. */
final class TokenRegister {

    /**
     * Answers which token stays instead of the one in ARGV[1], or nothing. ARGV[3] is what never stays; with {@code
     * first} in ARGV[4] any other does, as nobody was answered the new one yet.
     */
    private static final String MERGE =
            """
            local old = redis.call('GET', KEYS[1])
            if old and old ~= ARGV[3]
                and (ARGV[4] == 'first' or string.sub(ARGV[1], %1$d, %2$d) <= string.sub(old, %1$d, %2$d)) then
              return old
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return false
            """.formatted(TokenCipher.RANK_BEGINS + 1, TokenCipher.RANK_BEGINS + Token.RANK_LENGTH);

    private static final Logger LOG = LoggerFactory.getLogger(TokenRegister.class);
    private static final byte[] NOTHING = {};

    private final Redis redis;
    private final TokenCipher cipher;
    private final Clock clock;
    private final Counter errors;
    private final Seldom seldom;

    /** @param errors counts entries that cannot be read */
    TokenRegister(Redis redis, TokenCipher cipher, Clock clock, Counter errors) {
        this.redis = redis;
        this.cipher = cipher;
        this.clock = clock;
        this.errors = errors;
        seldom = new Seldom(Duration.ofSeconds(10), clock);
    }

    /** Shows neither partner nor user. */
    static String key(String tokenKey) {
        return Redis.TOKENS
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Sha256.of(tokenKey.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Which token the user has, or null.
     *
     * @param own the one that this pod knows, or null: Redis gets it where it stays
     */
    CompletableFuture<Token> fetch(String key, Token own) {
        long version = redis.version(key);
        return redis.send(key, (commands, k) -> commands.get(k)).thenCompose(entry -> {
            Token theirs = open(key, entry);
            return own == null || theirs != null && !own.staysInsteadOf(theirs)
                    ? CompletableFuture.completedFuture(theirs == null ? null : theirs.asOf(version))
                    : merge(key, own, false, theirs == null && entry != null ? entry : NOTHING);
        });
    }

    /**
     * Which token the user has from now on: this one or another.
     *
     * @param yields whether any other token stays, as nobody was answered this one yet
     */
    CompletableFuture<Token> merge(String key, Token token, boolean yields) {
        return merge(key, token, yields, NOTHING);
    }

    private CompletableFuture<Token> merge(String key, Token token, boolean yields, byte[] neverStays) {
        long version = redis.version(key);
        long left = Duration.between(clock.instant(), token.expiresAt()).toMillis();
        byte[][] arguments = {
            cipher.seal(key, token), ascii(Math.max(1, left)), neverStays, ascii(yields ? "first" : "rank")
        };
        return redis.<byte[]>write(
                        key, (commands, k) -> commands.eval(MERGE, ScriptOutputType.VALUE, new String[] {k}, arguments))
                .thenCompose(old -> {
                    Token stays = old == null ? token : open(key, old);
                    return stays == null
                            ? merge(key, token, yields, old)
                            : CompletableFuture.completedFuture(stays.asOf(version));
                });
    }

    private static byte[] ascii(Object value) {
        return value.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Null where there is none that can be read and lives by this pod's clock. */
    private Token open(String key, byte[] entry) {
        try {
            Token token = entry == null ? null : cipher.open(key, entry);
            return token != null && token.isAlive(clock.instant()) ? token : null;
        } catch (TokenCipher.Unreadable e) {
            errors.increment();
            seldom.say(() -> LOG.warn("an entry of the shared token cache is taken as missing: {}", e.getMessage()));
            return null;
        }
    }
}
