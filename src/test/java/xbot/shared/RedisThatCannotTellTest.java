package xbot.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Servers, and proxies before them, that do not tell of changes: pods ask for each answer, and none is old. */
@ExtendWith(OutputCaptureExtension.class)
class RedisThatCannotTellTest {

    private static final DirectLineSimulator DIRECT_LINE =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));

    @AfterAll
    static void stop() {
        DIRECT_LINE.close();
    }

    /** Without HELLO it speaks RESP2; without CLIENT it is as behind most proxies. */
    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "CLIENT"})
    void isAskedForEachAnswer(String missing, CapturedOutput output) {
        try (RedisServer redis = RedisServer.started("--rename-command", missing, "");
                Pod one = pod(redis);
                Pod two = pod(redis)) {
            for (int n = 0; n < 20; n++) {
                one.init("an");
                String anew = conversation(two, "an", "?newConversation=true");

                assertThat(conversation(one, "an", "")).isEqualTo(anew);
            }

            assertThat(one.metric("xbot_shared_store_near")).isZero();
            assertThat(one.metric("xbot_shared_store_up")).isOne();
            assertThat(one.metric("xbot_shared_store_errors_total")).isZero();
            assertThat(output.getOut().split("the shared store cannot tell of changes, each answer asks it", -1))
                    .as("once for each pod")
                    .hasSize(3);
        }
    }

    @Test
    void tellsAgainWhenItIsNotBusyAnyMore(CapturedOutput output) throws IOException {
        try (RedisServer redis = RedisServer.started("--busy-reply-threshold", "50");
                Pod pod = pod(redis)) {
            assertThat(pod.metric("xbot_shared_store_near")).isOne();
            Process script = new ProcessBuilder(
                            "redis-cli", "-p", Integer.toString(redis.port()), "eval", "while true do end", "0")
                    .start();
            // longer than some heartbeats
            Awaitility.await()
                    .during(Duration.ofMillis(400))
                    .until(() -> redis.cli("ping").startsWith("BUSY"));

            redis.cli("script", "kill");

            script.onExit().join();
            Awaitility.await().untilAsserted(() -> {
                pod.init("an");
                long before = reads(redis);
                pod.init("an");
                assertThat(reads(redis)).isEqualTo(before);
            });
            assertThat(pod.metric("xbot_shared_store_near")).isOne();
            assertThat(output).doesNotContain("cannot tell of changes");
        }
    }

    private static long reads(RedisServer redis) {
        return redis.cli("info", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_get:calls="))
                .mapToLong(line -> Long.parseLong(line.replaceAll("cmdstat_get:calls=(\\d+).*", "$1")))
                .sum();
    }

    private static String conversation(Pod pod, String user, String query) {
        HttpRequest request = HttpRequest.newBuilder(pod.request("a4b", Pod.body(user)), (name, value) -> true)
                .uri(pod.uri(Pod.PATH + query))
                .build();
        return Pod.send(request).body().replaceAll(".*\"conversationId\":\"([^\"]+)\".*", "$1");
    }

    private static Pod pod(RedisServer redis) {
        // a busy machine is no Redis that hangs
        return SharingPod.start(Pod.partners(DIRECT_LINE.baseUri()), redis.address(), "xbot.cache.timeout=5s");
    }
}
