package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Two pods of the jar with one Redis. */
class SharedCacheIT {

    private static final int MANY = 10_000;
    private static final int AT_A_TIME = 16;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<PodProcess> pods = new ArrayList<>();

    private RedisServer redis;
    private DirectLineSimulator directLine;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.started();
        directLine = DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
        Path key = EncryptionKeyFile.of("test-key");
        String a4b = Pod.partner("a4b", directLine.baseUri());
        String shop = Pod.partner("shop", directLine.baseUri())
                .replaceFirst("\n", "\n    rate-limit: {requests: 20, per: 1h}\n");
        Path partners = Files.writeString(directory.resolve("partners.yaml"), "partners:\n" + a4b + shop);
        for (int n = 0; n < 2; n++) {
            pods.add(new PodProcess(
                            directory,
                            Path.of("routes"),
                            partners,
                            "--spring.profiles.active=redis",
                            // a busy machine is no Redis that hangs
                            "--xbot.cache.timeout=5s",
                            "--xbot.cache.redis.address=" + redis.address(),
                            "--xbot.cache.encryption-key-file=" + key)
                    .start());
        }
        for (PodProcess pod : pods) {
            pod.awaitReady();
        }
    }

    @AfterEach
    void stop() {
        pods.forEach(PodProcess::close);
        directLine.close();
        redis.close();
    }

    @Test
    void givesAUserWhoStartsAtTwoPodsOneConversation() {
        Map<String, CompletableFuture<String>> first = new HashMap<>();
        Map<String, CompletableFuture<String>> second = new HashMap<>();
        users(100).forEach(user -> {
            first.put(user, conversation(pods.get(0), user));
            second.put(user, conversation(pods.get(1), user));
        });

        users(100)
                .forEach(user -> assertThat(second.get(user).join())
                        .isEqualTo(first.get(user).join()));
        assertThat(directLine.generated()).isBetween(100, 200);
    }

    @Test
    void keepsTheConversationsOfTenThousandUsersWhenAPodIsKilled() throws Exception {
        Map<String, String> before = conversations(user -> pods.get(user % 2));
        int generated = directLine.generated();

        pods.get(0).kill();
        Map<String, String> after = conversations(user -> pods.get(1));

        assertThat(after).isEqualTo(before);
        assertThat(directLine.generated()).isEqualTo(generated);
        String key = redis.cli("randomkey");
        System.out.println(MANY + " users kept their conversations; " + key + " takes "
                + redis.cli("memory", "usage", key, "samples", "0") + " bytes of Redis");
    }

    @Test
    void showsRedisNeitherTokenNorKeyNorUser() throws Exception {
        Path seen = directory.resolve("monitor");
        Process monitor = new ProcessBuilder("redis-cli", "-p", Integer.toString(redis.port()), "monitor")
                .redirectErrorStream(true)
                .redirectOutput(seen.toFile())
                .start();
        List<String> answers = new ArrayList<>();
        for (String user : users(50).toList()) {
            answers.add(ask(pods.get(0), "a4b", user).join().body());
            answers.add(ask(pods.get(1), "a4b", user).join().body());
            ask(pods.get(1), "shop", user).join();
        }
        redis.cli("save");
        monitor.destroy();
        monitor.waitFor();

        String dump = Files.readString(redis.dump(), StandardCharsets.ISO_8859_1);
        String commands = Files.readString(seen, StandardCharsets.ISO_8859_1);
        assertThat(commands).contains("xbot-token-v3/").contains("xbot-rate-v1/shop");
        assertThat(dump).contains("xbot-token-v3/");
        for (String text : List.of(commands, dump)) {
            assertThat(text).doesNotContain("canary", "XCHATBOT", "test-gateway-key", "test-partner-key");
            for (String answer : answers) {
                JsonNode data = json.readTree(answer).path("data");
                // three letters of a token may stand in what is encrypted, by chance
                assertThat(text)
                        .doesNotContain(
                                data.path("conversationId").asText(),
                                data.path("token").asText().substring(0, 12));
            }
        }
    }

    @Test
    void countsTheRateOfAPartnerForAllPods() {
        List<Integer> statuses = IntStream.range(0, 30)
                .mapToObj(
                        n -> ask(pods.get(n % 2), "shop", "canary-" + n).join().statusCode())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
    }

    private interface Choice {
        PodProcess of(int user);
    }

    private Map<String, String> conversations(Choice pod) throws InterruptedException {
        Semaphore slots = new Semaphore(AT_A_TIME);
        Map<String, CompletableFuture<String>> asked = new HashMap<>();
        for (int n = 0; n < MANY; n++) {
            slots.acquire();
            String user = "canary-" + n;
            asked.put(user, conversation(pod.of(n), user).whenComplete((c, e) -> slots.release()));
        }
        Map<String, String> found = new HashMap<>();
        asked.forEach((user, conversation) ->
                found.put(user, conversation.orTimeout(20, TimeUnit.SECONDS).join()));
        return found;
    }

    private static Stream<String> users(int count) {
        return IntStream.range(0, count).mapToObj(n -> "canary-" + n);
    }

    private CompletableFuture<String> conversation(PodProcess pod, String user) {
        return ask(pod, "a4b", user).thenApply(answer -> {
            try {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                return json.readTree(answer.body()).at("/data/conversationId").asText();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private CompletableFuture<HttpResponse<String>> ask(PodProcess pod, String partner, String user) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(pod.uri().toString()))
                        .header("Content-Type", "application/json")
                        .header("x-api-key", "test-gateway-key-" + partner)
                        .header("xp-api-key", "test-partner-key-" + partner)
                        .POST(HttpRequest.BodyPublishers.ofString(Pod.body(user)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
