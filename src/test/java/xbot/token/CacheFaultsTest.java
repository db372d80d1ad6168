package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;

/** What other pods and strangers write into Redis, and what this pod makes of it. */
class CacheFaultsTest {

    private static final FaultPod POD = new FaultPod();
    private static final Path KEY_FILE = EncryptionKeyFile.of("test-key");
    private static final TokenCipher CIPHER = new TokenCipher(EncryptionKey.read(KEY_FILE));
    private static final Duration HOUR = Duration.ofHours(1);
    private static int user;

    private static RedisServer redis;
    private static RedisClient client;
    private static RedisCommands<String, byte[]> others;

    private String id;

    @BeforeAll
    static void start() {
        redis = RedisServer.started();
        client = RedisClient.create(redis.address());
        others = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
        AtomicInteger generated = new AtomicInteger();
        POD.partner("p", connection -> {
                    while (!connection.request().isEmpty()) {
                        int n = generated.incrementAndGet();
                        connection.send(Answers.http(200, Answers.token("c" + n, "t" + n, 3600)));
                    }
                })
                .start(
                        "xbot.cache.redis.address=" + redis.address(),
                        // a busy machine is no Redis that hangs
                        "xbot.cache.timeout=5s",
                        "xbot.cache.encryption-key-file=" + KEY_FILE);
    }

    @BeforeEach
    void newUser() {
        id = "user" + ++user;
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void keepsTheTokenUnderAKeyThatEndsWithIt() {
        double errors = errors();

        JsonNode first = init();
        JsonNode second = init();

        assertThat(second).isEqualTo(first);
        assertThat(others.pttl(key())).isBetween(3_500_000L, 3_600_000L);
        assertThat(errors()).isEqualTo(errors);
    }

    @Test
    void writesOverAnEntryThatCannotBeRead() {
        others.set(key(), "garbage".getBytes(StandardCharsets.UTF_8));
        double errors = errors();

        init();

        assertThat(others.get(key())).hasSizeGreaterThan(75);
        assertThat(errors()).isGreaterThan(errors);
    }

    @Test
    void neverAnswersTheTokenOfAnotherUser() {
        JsonNode other = init();
        byte[] entry = others.get(key());
        newUser();
        others.set(key(), entry);

        JsonNode mine = init();

        assertThat(mine.path("token")).isNotEqualTo(other.path("token"));
        assertThat(others.get(key())).isNotEqualTo(entry);
    }

    @Test
    void answersTheConversationThatAnotherPodBegan() {
        write(token("elsewhere", "t").after(null, false));
        int asked = POD.asked("p");

        assertThat(init().path("conversationId").textValue()).isEqualTo("elsewhere");
        assertThat(POD.asked("p")).isEqualTo(asked);
    }

    @Test
    void isToldWhenAnotherPodBeginsANewConversation() {
        String before = init().path("conversationId").textValue();

        write(token("asked-for", "t").after(null, true));

        Eventually.holds(() -> init().path("conversationId").textValue().equals("asked-for"));
        assertThat(before).isNotEqualTo("asked-for");
    }

    @Test
    void writesTheConversationThatBeganFirstOverOneThatBeganLater() {
        String first = init().path("conversationId").textValue();
        POD.clock().move(Duration.ofMinutes(1));

        write(token("second", "t").after(null, false));

        Eventually.holds(() -> init().path("conversationId").textValue().equals(first)
                && opened().conversationId().equals(first));
    }

    @Test
    void beginsANewConversationAfterOneThatIsOverByItsOwnClockOnly() {
        Token over = token("over", "t").after(null, true);
        POD.clock().move(HOUR.plusSeconds(1));
        write(over);

        String conversation = init().path("conversationId").textValue();

        assertThat(conversation).isNotEqualTo("over");
        assertThat(opened().conversationId()).isEqualTo(conversation);
    }

    @Test
    void takesTheTokenThatAnotherPodRefreshed() {
        String conversation = init().path("conversationId").textValue();
        POD.clock().move(Duration.ofMinutes(45));
        int asked = POD.asked("p");

        write(token(conversation, "refreshed").after(opened(), false));

        Eventually.holds(() -> init().path("token").textValue().equals("refreshed"));
        assertThat(POD.asked("p") - asked).isLessThanOrEqualTo(1);
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

    @Test
    void writesBackWhatItKnowsThoughOneEntryCannotBeWritten() {
        List<String> known = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            newUser();
            init();
            known.add(key());
        }
        newUser();
        init();
        others.del(known.toArray(String[]::new));
        others.del(key());
        others.lpush(key(), "of another type".getBytes(StandardCharsets.UTF_8));

        redis.cli("client", "kill", "type", "normal");

        Eventually.holds(() -> redis.cli(command("exists", known)).equals("10"));
        redis.cli("del", key());
    }

    private static String[] command(String name, List<String> keys) {
        return Stream.concat(Stream.of(name), keys.stream()).toArray(String[]::new);
    }

    private JsonNode init() {
        return FaultPod.data(POD.init("p", id));
    }

    private String key() {
        return TokenRegister.key("p/XCHATBOT.P.WEBCHAT." + id);
    }

    private void write(Token token) {
        others.set(key(), CIPHER.seal(key(), token));
    }

    private Token opened() {
        try {
            return CIPHER.open(key(), others.get(key()));
        } catch (TokenCipher.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static Token token(String conversation, String value) {
        return new Token(conversation, value, POD.clock().instant().plus(HOUR), HOUR);
    }

    private static double errors() {
        return POD.pod().metric("xbot_cache_errors_total");
    }
}
