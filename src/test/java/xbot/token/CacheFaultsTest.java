package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;
import static xbot.token.Answers.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cache that is ill is an empty cache and a metric, never an error. */
class CacheFaultsTest {

    private static final String KEY = "p/XCHATBOT.P.WEBCHAT.";
    private static final FaultPod POD = new FaultPod();
    private static int user;

    private String id;

    @BeforeAll
    static void start() {
        AtomicInteger generated = new AtomicInteger();
        POD.partner("p", connection -> {
                    while (!connection.request().isEmpty()) {
                        int n = generated.incrementAndGet();
                        connection.send(http(200, token("c" + n, "t" + n, 3600)));
                    }
                })
                .start("xbot.cache.provider=" + IllCachingProvider.class.getName(), "xbot.cache.config=");
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        POD.init("p", "warm-up");
    }

    @BeforeEach
    void newUser() {
        id = "user" + ++user;
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @Test
    void keepsTokensInACacheThatIsWell() {
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        double errors = errors();

        JsonNode first = init();
        JsonNode second = init();

        assertThat(second).isEqualTo(first);
        assertThat(IllCachingProvider.ENTRIES.get(KEY + id)).isInstanceOf(Token.class);
        assertThat(errors()).isEqualTo(errors);
    }

    @Test
    void generatesWhileTheCacheIsDown() {
        IllCachingProvider.health = IllCachingProvider.Health.DOWN;
        double errors = errors();

        init();

        assertThat(errors() - errors).isEqualTo(2);
    }

    @Test
    void losesATenthOfASecondToACacheThatHangs() {
        IllCachingProvider.health = IllCachingProvider.Health.HANGING;
        double errors = errors();
        long started = System.nanoTime();

        init();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)).isBetween(100L, 900L);
        assertThat(errors() - errors).isEqualTo(2);
    }

    @Test
    void writesOverAnEntryThatCannotBeRead() {
        IllCachingProvider.health = IllCachingProvider.Health.GARBLED;

        init();
        IllCachingProvider.health = IllCachingProvider.Health.WELL;

        assertThat(IllCachingProvider.ENTRIES.get(KEY + id)).isInstanceOf(Token.class);
    }

    @Test
    void writesOverWhatIsNoToken() {
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        IllCachingProvider.ENTRIES.put(KEY + id, "garbage");

        init();

        assertThat(IllCachingProvider.ENTRIES.get(KEY + id)).isInstanceOf(Token.class);
    }

    @Test
    void writesOverATokenThatHasExpired() {
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        Instant now = POD.clock().instant();
        Token expired = new Token("old", "old", now, Duration.ofHours(1));
        IllCachingProvider.ENTRIES.put(KEY + id, expired);

        JsonNode answered = init();

        assertThat(answered.path("conversationId").textValue()).isNotEqualTo("old");
        assertThat(IllCachingProvider.ENTRIES.get(KEY + id)).isNotEqualTo(expired);
    }

    private JsonNode init() {
        return FaultPod.data(POD.init("p", id));
    }

    private static double errors() {
        return POD.pod().metric("xbot_cache_errors_total");
    }
}
