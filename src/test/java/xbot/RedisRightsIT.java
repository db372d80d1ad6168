package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.shared.RedisServer;
import xbot.shared.RedisTopology;
import xbot.shared.SharingPod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Users with no more rights than docs/redis.md names, before a master is lost and after it. */
class RedisRightsIT {

    @TempDir
    Path directory;

    @Test
    void areEnoughBehindSentinels() throws Exception {
        Path sentinels = acl("sentinel");
        try (RedisTopology redis = RedisTopology.sentinels(acl("xbot"), sentinels)) {
            assertThatTheyAreEnough(
                    redis,
                    "xbot",
                    "xbot.cache.redis.sentinel-username=sentinel",
                    "xbot.cache.redis.sentinel-password-file=" + password());
        }
    }

    @Test
    void areEnoughInACluster() throws Exception {
        try (RedisTopology redis = RedisTopology.cluster(acl("cluster"))) {
            assertThatTheyAreEnough(redis, "cluster");
        }
    }

    private void assertThatTheyAreEnough(RedisTopology redis, String user, String... more) throws IOException {
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
                Pod one = pod(directLine, redis, user, more);
                Pod two = pod(directLine, redis, user, more)) {
            for (int n = 0; n < 20; n++) {
                assertThat(conversation(two, "before" + n)).isEqualTo(conversation(one, "before" + n));
            }
            assertThat(one.metric("xbot_shared_store_near")).isOne();
            assertThatNothingWasRefused(redis);

            await(() -> redis.master().cli("info", "replication").contains("state=online"));
            redis.master().stop();
            await(redis::hasSuccessor);
            await(() -> one.metric("xbot_shared_store_up") == 1 && two.metric("xbot_shared_store_up") == 1);
            for (int n = 0; n < 20; n++) {
                assertThat(conversation(two, "after" + n)).isEqualTo(conversation(one, "after" + n));
            }
            assertThat(one.metric("xbot_conversations_unshared_total")).isZero();
            redis.master().start();
            await(redis::isReplica);
            assertThatNothingWasRefused(redis);
        }
    }

    private static void assertThatNothingWasRefused(RedisTopology redis) {
        for (RedisServer server : redis.servers()) {
            assertThat(server.cli("acl", "log")).as(server.address()).isEmpty();
        }
    }

    /** The line of this user in the documentation, as a file. */
    private Path acl(String user) throws IOException {
        String line = Files.readAllLines(Path.of("docs/redis.md")).stream()
                .filter(found -> found.startsWith("user " + user + " "))
                .findFirst()
                .orElseThrow();
        return Files.writeString(directory.resolve(user + ".acl"), line.replace("PASSWORD", "test-password") + "\n");
    }

    private Path password() throws IOException {
        return Files.writeString(directory.resolve("password"), "test-password");
    }

    private static String conversation(Pod pod, String user) {
        return Crowd.conversation(pod.init(user).body());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    /** With a rate. */
    private Pod pod(DirectLineSimulator directLine, RedisTopology redis, String user, String... more)
            throws IOException {
        String partners = Pod.partners(directLine.baseUri())
                .replaceFirst("\n *user-id-prefix", "\n    rate-limit: {requests: 999, per: 1h}$0");
        List<String> properties = new ArrayList<>(List.of(
                // a busy machine is no Redis that hangs
                "xbot.cache.timeout=5s",
                "xbot.cache.failover-wait=10s",
                "xbot.cache.redis.username=" + user,
                "xbot.cache.redis.password-file=" + password()));
        properties.addAll(List.of(more));
        return SharingPod.start(partners, redis.address(), properties.toArray(String[]::new));
    }
}
