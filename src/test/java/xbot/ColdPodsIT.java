package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Two pods that have just become ready, and all the users at once: whatever is slow then, nobody is given two conversations. */
class ColdPodsIT {

    private static final int USERS = 40;
    private static final int REQUESTS_OF_A_USER = 16;
    private static final int AT_A_TIME = 32;
    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Set<String>> conversations = new ConcurrentHashMap<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void giveEachUserOneConversation(boolean onOneCore) throws Exception {
        List<PodProcess> pods = new ArrayList<>();
        try (RedisServer redis = RedisServer.started();
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"))) {
            Path partners = Files.writeString(
                    directory.resolve("partners.yaml"), "partners:\n" + Pod.partner("a4b", directLine.baseUri()));
            Path key = EncryptionKeyFile.of("test-key");
            for (int n = 0; n < 2; n++) {
                pods.add(new PodProcess(
                                directory,
                                Path.of("routes"),
                                partners,
                                "--xbot.cache.redis.address=" + redis.address(),
                                "--xbot.cache.encryption-key-file=" + key)
                        .onOneCore(onOneCore)
                        .start());
            }
            for (PodProcess pod : pods) {
                pod.awaitReady();
            }

            askAll(pods);
        } finally {
            pods.forEach(PodProcess::close);
        }

        assertThat(failed).isEmpty();
        assertThat(conversations).hasSize(USERS);
        assertThat(conversations).allSatisfy((user, ids) -> assertThat(ids).hasSize(1));
    }

    private void askAll(List<PodProcess> pods) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
        for (int n = 0; n < USERS * REQUESTS_OF_A_USER; n++) {
            // the pods in turn, so that each user is asked for at both
            String user = "user" + n / 2 % USERS;
            PodProcess pod = pods.get(n % 2);
            callers.execute(() -> ask(pod, user));
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }

    private void ask(PodProcess pod, String user) {
        HttpRequest request = HttpRequest.newBuilder(pod.uri())
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("x-api-key", "test-gateway-key-a4b")
                .header("xp-api-key", "test-partner-key-a4b")
                .POST(HttpRequest.BodyPublishers.ofString(Pod.body(user)))
                .build();
        try {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher found = CONVERSATION.matcher(answer);
            if (found.find()) {
                conversations
                        .computeIfAbsent(user, u -> ConcurrentHashMap.newKeySet())
                        .add(found.group(1));
            } else {
                failed.add(answer);
            }
        } catch (Exception e) {
            failed.add(e.toString());
        }
    }
}
