package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.shared.RedisServer;
import xbot.shared.RedisTopology;
import xbot.shared.SharingPod;
import xbot.shared.SlowLink;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Two pods, sentinels or a cluster, and a master that is lost: nobody loses his conversation, and nobody a request. */
class TopologiesIT {

    @SuppressWarnings("ImmutableEnumChecker") // a way to start them
    enum Servers {
        SENTINELS {
            @Override
            RedisTopology start() {
                return RedisTopology.sentinels();
            }
        },
        CLUSTER {
            @Override
            RedisTopology start() {
                return RedisTopology.cluster();
            }
        };

        abstract RedisTopology start();
    }

    enum Fault {
        KILLED {
            @Override
            void begin(RedisServer master) {
                master.stop();
            }

            @Override
            void end(RedisServer master) {
                master.start();
            }
        },
        FROZEN {
            @Override
            void begin(RedisServer master) {
                master.freeze();
            }

            @Override
            void end(RedisServer master) {
                master.thaw();
            }
        };

        abstract void begin(RedisServer master);

        abstract void end(RedisServer master);
    }

    @ParameterizedTest
    @CsvSource({"SENTINELS, KILLED", "SENTINELS, FROZEN", "CLUSTER, KILLED", "CLUSTER, FROZEN"})
    void keepsEachConversationWhenAMasterIs(Servers servers, Fault fault) throws Exception {
        try (RedisTopology redis = servers.start();
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
                Pod one = pod(directLine, redis.address());
                Pod two = pod(directLine, redis.address());
                Crowd crowd = new Crowd(one, two)) {
            await(() -> one.metric("xbot_shared_store_near") == 1 && two.metric("xbot_shared_store_near") == 1);
            assertThat(one.metric("xbot_shared_store_up")).isOne();
            assertThatTheOtherIsTold(one, two);
            crowd.begin();
            crowd.awaitRounds(40);

            fault.begin(redis.master());
            await(redis::hasSuccessor);
            long succeeded = System.nanoTime();
            await(() -> one.metric("xbot_shared_store_up") == 1 && two.metric("xbot_shared_store_up") == 1);
            long back = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - succeeded);
            crowd.awaitRounds(40);
            fault.end(redis.master());
            await(redis::isReplica);
            crowd.awaitRounds(40);
            crowd.end();

            double unshared =
                    one.metric("xbot_conversations_unshared_total") + two.metric("xbot_conversations_unshared_total");
            System.out.println(servers + " " + fault + ": " + crowd.users() + " users, split " + crowd.split("")
                    + ", failed " + crowd.failed().size() + ", p99 of known users " + crowd.p99()
                    + " ms, back after " + back + " ms, begun without Redis " + unshared);
            assertThat(crowd.failed()).isEmpty();
            assertThat(crowd.split("known")).isEmpty();
            // where the machine is so busy that a failover takes longer than they wait
            assertThat(unshared > 0 ? List.of() : crowd.split("new")).isEmpty();
        }
    }

    @Test
    void keepsEachConversationWhileSlotsAreMoved() throws Exception {
        try (RedisTopology redis = RedisTopology.cluster();
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
                Pod one = pod(directLine, redis.address());
                Pod two = pod(directLine, redis.address());
                Crowd crowd = new Crowd(one, two)) {
            await(() -> one.metric("xbot_shared_store_near") == 1 && two.metric("xbot_shared_store_near") == 1);
            String keysBefore = redis.master().cli("dbsize");
            crowd.begin();

            redis.moveSlots(() -> crowd.awaitRounds(80));
            crowd.end();

            double unshared =
                    one.metric("xbot_conversations_unshared_total") + two.metric("xbot_conversations_unshared_total");
            System.out.println("slots moved: " + crowd.users() + " users, split " + crowd.split("") + ", failed "
                    + crowd.failed().size() + ", p99 of known users " + crowd.p99() + " ms, keys of the first master "
                    + keysBefore + " before, " + redis.master().cli("dbsize") + " after, begun without Redis "
                    + unshared);
            assertThat(redis.servers().get(1).cli("cluster", "nodes"))
                    .containsPattern("myself,master .* connected 0-5400 ");
            assertThat(crowd.failed()).isEmpty();
            assertThat(crowd.split("")).isEmpty();
            assertThat(unshared).isZero();
            assertThatTheOtherIsTold(one, two);
        }
    }

    @Test
    void givesNewUsersOneConversationOverASlowLink() throws Exception {
        try (RedisServer redis = RedisServer.started();
                SlowLink slow = new SlowLink(redis.port(), 150);
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
                Pod one = pod(directLine, slow.address());
                Pod two = pod(directLine, slow.address());
                Crowd crowd = new Crowd(one, two)) {
            crowd.begin();
            crowd.awaitRounds(100);
            crowd.end();

            assertThat(crowd.failed()).isEmpty();
            assertThat(crowd.split("")).isEmpty();
        }
    }

    private static void assertThatTheOtherIsTold(Pod one, Pod two) throws Exception {
        for (int n = 0; n < 20; n++) {
            String user = "moving-" + n;
            one.init(user);
            two.init(user);
            HttpRequest anew = HttpRequest.newBuilder(one.request("a4b", Pod.body(user)), (name, value) -> true)
                    .uri(one.uri(Pod.PATH + "?newConversation=true"))
                    .build();
            String conversation = Crowd.conversation(Pod.send(anew).body());

            await(() -> Crowd.conversation(two.init(user).body()).equals(conversation));
            assertThat(Crowd.conversation(one.init(user).body())).isEqualTo(conversation);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private static Pod pod(DirectLineSimulator directLine, String address) {
        return SharingPod.start(Pod.partners(directLine.baseUri()), address, "xbot.cache.failover-wait=10s");
    }
}
