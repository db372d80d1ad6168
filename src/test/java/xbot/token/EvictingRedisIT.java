package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.shared.RedisServer;
import xbot.shared.SharingPod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** A Redis that drops what lives, as it has too little memory and may: those are hurt whom it drops, and nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class EvictingRedisIT {

    private static final int USERS = 1_500;
    private static final int ROOM_FOR_BYTES = 1_000_000;

    @Test
    void losesUsersOneByOne(CapturedOutput output) {
        try (RedisServer redis = RedisServer.started("--maxmemory-policy", "allkeys-lru");
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"))) {
            redis.cli("config", "set", "maxmemory", Long.toString(usedMemory(redis) + ROOM_FOR_BYTES));
            try (Pod one = pod(redis, directLine);
                    Pod two = pod(redis, directLine)) {
                Map<String, String> begun = new HashMap<>();
                List<String> users = new ArrayList<>();
                for (int n = 0; n < USERS; n++) {
                    users.add("user" + n);
                    begun.put("user" + n, conversation(one, "user" + n));
                }
                // the last ones first: those are there still
                Collections.reverse(users);
                Map<String, String> atTheOther = new HashMap<>();
                int dropped = 0;
                for (String user : users) {
                    boolean isThere = redis.cli("exists", TokenRegister.key("a4b/XCHATBOT.A4B.WEBCHAT." + user))
                            .equals("1");
                    String found = conversation(two, user);
                    assertThat(found.equals(begun.get(user))).as(user).isEqualTo(isThere);
                    dropped += isThere ? 0 : 1;
                    atTheOther.put(user, found);
                }
                System.out.println(dropped + " of " + USERS + " users dropped by Redis");

                assertThat(dropped).isBetween(100, USERS - 100);
                assertThat(directLine.generated()).isEqualTo(USERS + dropped);
                for (String user : users) {
                    assertThat(conversation(two, user)).isEqualTo(atTheOther.get(user));
                }
                assertThat(directLine.generated()).isEqualTo(USERS + dropped);
                assertThat(one.metric("xbot_shared_store_evicts")).isOne();
                assertThat(two.metric("xbot_shared_store_errors_total")).isZero();
                assertThat(output.getOut().split("its maxmemory-policy should be noeviction", -1))
                        .as("once for each pod")
                        .hasSize(3);
            }
        }
    }

    private static long usedMemory(RedisServer redis) {
        return redis.cli("info", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String conversation(Pod pod, String user) {
        return FaultPod.data(pod.init(user)).path("conversationId").textValue();
    }

    private static Pod pod(RedisServer redis, DirectLineSimulator directLine) {
        // a busy machine is no Redis that hangs
        return SharingPod.start(Pod.partners(directLine.baseUri()), redis.address(), "xbot.cache.timeout=5s");
    }
}
