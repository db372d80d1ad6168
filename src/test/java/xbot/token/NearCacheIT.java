package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;

/** Another pod writes over tokens that this one answers from its memory: they are not answered any more. */
class NearCacheIT {

    private static final FaultPod POD = new FaultPod();
    private static final Path KEY_FILE = EncryptionKeyFile.of("test-key");
    private static final TokenCipher CIPHER = new TokenCipher(EncryptionKey.read(KEY_FILE));
    private static final String KEY = TokenRegister.key("p/XCHATBOT.P.WEBCHAT.an");
    private static final Duration HOUR = Duration.ofHours(1);

    private static RedisServer redis;
    private static RedisClient client;
    private static RedisCommands<String, byte[]> otherPod;
    private static Token last;

    @BeforeAll
    static void start() {
        redis = RedisServer.started();
        client = RedisClient.create(redis.address());
        otherPod = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
        POD.partner("p", connection -> {
                    while (!connection.request().isEmpty()) {
                        connection.send(Answers.http(200, Answers.token("first", "t", 3600)));
                    }
                })
                .start(
                        "xbot.cache.redis.address=" + redis.address(),
                        // a busy machine is no Redis that hangs
                        "xbot.cache.timeout=5s",
                        "xbot.cache.encryption-key-file=" + KEY_FILE);
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void answersNothingOldHoweverReadsAndWritesRace() {
        for (int n = 0; n < 2000; n++) {
            CompletableFuture<HttpResponse<String>> reading = POD.initAsync("p", "an");
            overwrite("race-" + n);
            reading.join();

            assertThatTheNewOneIsSeenAndStays("race-" + n);
        }
        assertThat(POD.pod().metric("xbot_shared_store_near")).isOne();
    }

    @Test
    void answersNothingOldAfterALostConnection() {
        for (int n = 0; n < 40; n++) {
            conversation();
            redis.cli("client", "kill", "type", "normal");
            overwrite("killed-" + n);

            assertThatTheNewOneIsSeenAndStays("killed-" + n);
        }
    }

    /** Whoever waited for Redis would wait for 5 s here, the timeout of this pod. */
    @Test
    void keepsNoKnownUserWaitingWhileRedisIsFrozen() {
        conversation();
        Eventually.holds(() -> redis.cli("exists", KEY).equals("1"));
        String before = conversation();
        List<Long> millis = new ArrayList<>();

        redis.freeze();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
                assertThat(conversation()).isEqualTo(before);
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
        } finally {
            redis.thaw();
        }

        Collections.sort(millis);
        System.out.println(millis.size() + " answers while Redis was frozen, p50 " + millis.get(millis.size() / 2)
                + " p99 " + millis.get(millis.size() * 99 / 100) + " max " + millis.get(millis.size() - 1) + " ms");
        assertThat(millis).allSatisfy(each -> assertThat(each).isLessThan(2_000));
        Eventually.holds(() -> POD.pod().metric("xbot_shared_store_up") == 1);
    }

    @Test
    void keepsTheConversationWhenAllKeysAreGone() {
        String before = conversation();

        redis.cli("flushall");

        Eventually.holds(() -> redis.cli("exists", KEY).equals("1"));
        assertThat(conversation()).isEqualTo(before);
    }

    @Test
    void asksAgainWhereTheEntryIsGone() {
        String before = conversation();

        redis.cli("del", KEY);

        Eventually.holds(() -> {
            assertThat(conversation()).isEqualTo(before);
            return redis.cli("exists", KEY).equals("1");
        });
    }

    private static void overwrite(String conversation) {
        last = new Token(
                        conversation, "t-" + conversation, POD.clock().instant().plus(HOUR), HOUR)
                .after(last, true);
        otherPod.set(KEY, CIPHER.seal(KEY, last));
    }

    private static void assertThatTheNewOneIsSeenAndStays(String conversation) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(20))
                .until(() -> conversation().equals(conversation));
        assertThat(conversation()).isEqualTo(conversation);
    }

    private static String conversation() {
        return FaultPod.data(POD.init("p", "an")).path("conversationId").textValue();
    }
}
