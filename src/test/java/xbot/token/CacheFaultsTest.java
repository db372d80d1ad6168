package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;
import static xbot.token.Answers.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xbot.shared.EncryptionKeyFile;

/** A shared cache that is ill is an empty cache and a metric, never an error; this pod's own users are not forgotten. */
class CacheFaultsTest {

    private static final FaultPod POD = new FaultPod();
    private static final Path KEY_FILE = EncryptionKeyFile.of("test-key");
    private static final TokenCipher CIPHER = new TokenCipher(EncryptionKeys.read(KEY_FILE));
    private static int user;

    private String id;

    @BeforeAll
    static void start() {
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        AtomicInteger generated = new AtomicInteger();
        POD.partner("p", connection -> {
                    while (!connection.request().isEmpty()) {
                        int n = generated.incrementAndGet();
                        connection.send(http(200, token("c" + n, "t" + n, 3600)));
                    }
                })
                .start(
                        "xbot.cache.provider=" + IllCachingProvider.class.getName(),
                        "xbot.cache.config=",
                        "xbot.cache.encryption-key-file=" + KEY_FILE);
    }

    @BeforeEach
    void newUser() {
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        Eventually.holds(CacheFaultsTest::isUp);
        id = "user" + ++user;
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @Test
    void keepsTokensInACacheThatIsWell() {
        double errors = errors();

        JsonNode first = init();
        JsonNode second = init();

        assertThat(second).isEqualTo(first);
        assertThat(entry()).isNotNull();
        assertThat(errors()).isEqualTo(errors);
    }

    @Test
    void keepsTheConversationsOfItsOwnUsersWhileTheCacheIsDown() {
        JsonNode before = init();
        IllCachingProvider.health = IllCachingProvider.Health.DOWN;
        double errors = errors();

        JsonNode meanwhile = init();

        assertThat(meanwhile).isEqualTo(before);
        assertThat(errors()).isGreaterThan(errors);
    }

    @Test
    void asksDirectLineOnceForANewUserWhileTheCacheIsDown() {
        IllCachingProvider.health = IllCachingProvider.Health.DOWN;
        int asked = POD.asked("p");

        JsonNode first = init();
        JsonNode second = init();

        assertThat(second).isEqualTo(first);
        assertThat(POD.asked("p") - asked).isEqualTo(1);
    }

    @Test
    void tellsTheCacheAfterwardsWhatItMissed() {
        IllCachingProvider.health = IllCachingProvider.Health.DOWN;
        JsonNode meanwhile = init();
        IllCachingProvider.health = IllCachingProvider.Health.WELL;
        Eventually.holds(CacheFaultsTest::isUp);

        JsonNode afterwards = init();

        assertThat(afterwards.path("token")).isEqualTo(meanwhile.path("token"));
        assertThat(entry()).isNotNull();
    }

    @Test
    void doesNotTakeACacheForAbsentThatIsOnlySlow() {
        JsonNode known = init();
        String knownId = id;
        id = "slow" + ++user;
        IllCachingProvider.health = IllCachingProvider.Health.SLOW;

        for (int n = 0; n < 3; n++) {
            id = "slow" + ++user;
            init();
            assertThat(entry()).isNotNull();
        }

        assertThat(isUp()).isTrue();
        id = knownId;
        assertThat(init()).isEqualTo(known);
    }

    @Test
    void waitsForACacheThatHangsUntilItIsKnownToBeAwayAndThenNoMore() {
        IllCachingProvider.health = IllCachingProvider.Health.HANGING;
        double errors = errors();

        init();

        Eventually.holds(() -> !isUp());
        long tried = IllCachingProvider.tried.get();
        id = "user" + ++user;
        init();
        assertThat(errors()).isGreaterThan(errors);
        // the heartbeat's own
        assertThat(IllCachingProvider.tried.get() - tried).isLessThanOrEqualTo(1);
    }

    @Test
    void isBackWhenTheHeartbeatIs() {
        IllCachingProvider.health = IllCachingProvider.Health.DOWN;
        Eventually.holds(() -> !isUp());

        IllCachingProvider.health = IllCachingProvider.Health.WELL;

        Eventually.holds(CacheFaultsTest::isUp);
        init();
        assertThat(entry()).isNotNull();
    }

    @Test
    void writesOverAnEntryThatCannotBeRead() {
        IllCachingProvider.ENTRIES.put(key(id), "garbage".getBytes(StandardCharsets.UTF_8));
        double errors = errors();

        init();

        assertThat(entry()).hasSizeGreaterThan(50);
        assertThat(errors()).isGreaterThan(errors);
    }

    @Test
    void neverAnswersTheTokenOfAnotherUser() {
        JsonNode other = init();
        byte[] entry = entry();
        newUser();
        IllCachingProvider.ENTRIES.put(key(id), entry);

        JsonNode mine = init();

        assertThat(mine.path("token")).isNotEqualTo(other.path("token"));
        assertThat(entry()).isNotEqualTo(entry);
    }

    @Test
    void waitsForTheTokenThatAnotherPodIsRefreshing() throws Exception {
        String conversation = init().path("conversationId").textValue();
        POD.clock().move(Duration.ofMinutes(45));
        claimElsewhere();
        int asked = POD.asked("p");
        CompletableFuture<HttpResponse<String>> answer = POD.initAsync("p", id);
        Token refreshed = new Token(
                conversation, "refreshed", POD.clock().instant().plus(Duration.ofHours(1)), Duration.ofHours(1));

        IllCachingProvider.ENTRIES.put(key(id), CIPHER.seal(key(id).array(), refreshed));

        assertThat(FaultPod.data(answer.get(10, TimeUnit.SECONDS)).path("token").textValue())
                .isEqualTo("refreshed");
        assertThat(POD.asked("p")).isEqualTo(asked);
    }

    @Test
    void goesOnWithTheOldTokenWhileAnotherPodIsSlowToRefresh() {
        JsonNode before = init();
        POD.clock().move(Duration.ofMinutes(45));
        claimElsewhere();
        int asked = POD.asked("p");

        JsonNode meanwhile = init();

        assertThat(meanwhile.path("token")).isEqualTo(before.path("token"));
        assertThat(meanwhile.path("expiresIn").intValue()).isEqualTo(15 * 60);
        assertThat(POD.asked("p")).isEqualTo(asked);
    }

    /** Direct Line answers a refresh with another conversation here, which is not taken. */
    @Test
    void letsTheNextRequestTryWhenARefreshFailed() {
        init();
        POD.clock().move(Duration.ofMinutes(45));
        int asked = POD.asked("p");

        init();
        init();

        assertThat(POD.asked("p") - asked).isEqualTo(2);
    }

    private void claimElsewhere() {
        IllCachingProvider.ENTRIES.put(
                ByteBuffer.wrap(TokenCipher.cacheKey("claim p/XCHATBOT.P.WEBCHAT." + id)), new byte[] {1});
    }

    private static boolean isUp() {
        return POD.pod().metric("xbot_shared_store_up") == 1;
    }

    private JsonNode init() {
        return FaultPod.data(POD.init("p", id));
    }

    private byte[] entry() {
        return IllCachingProvider.ENTRIES.get(key(id));
    }

    private static ByteBuffer key(String id) {
        return ByteBuffer.wrap(TokenCipher.cacheKey("p/XCHATBOT.P.WEBCHAT." + id));
    }

    private static double errors() {
        return POD.pod().metric("xbot_cache_errors_total");
    }
}
