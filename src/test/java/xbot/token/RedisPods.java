package xbot.token;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import xbot.Pod;
import xbot.shared.EncryptionKeyFile;
import xbot.simulator.DirectLineSimulator;

/** Pods that share tokens over a Redis, and their users. */
final class RedisPods {

    private static int user;

    private RedisPods() {}

    static Pod start(DirectLineSimulator directLine, String address, String... more) {
        return Pod.start(directLine.baseUri(), Clock.systemUTC(), properties(address, more));
    }

    static String[] properties(String address, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "spring.profiles.active=redis",
                "xbot.cache.failover-wait=0s",
                "xbot.cache.redis.address=" + address,
                "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key")));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    static String key(String user) {
        return TokenRegister.key("a4b/XCHATBOT.A4B.WEBCHAT." + user);
    }

    static String newUser() {
        return "user" + ++user;
    }

    static String token(Pod pod, String user) {
        HttpResponse<String> answer = pod.init(user);
        return FaultPod.data(answer).path("token").textValue();
    }

    static void awaitUp(Pod pod) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    // a new user, as a server that was full shows by a write that it is not
                    pod.init(newUser());
                    return pod.metric("xbot_shared_store_up") == 1;
                });
    }
}
