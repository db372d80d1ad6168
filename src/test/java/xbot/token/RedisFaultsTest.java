package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.Programs;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** A real Redis that falls ill: its users are served all the same, and it is used again when it is well. */
@ExtendWith(OutputCaptureExtension.class)
class RedisFaultsTest {

    private static final DirectLineSimulator DIRECT_LINE =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
    private static int user;

    @TempDir
    Path directory;

    private static RedisServer redis;
    private static Pod pod;

    /** What happens to it, and how that ends. */
    enum Fault {
        LOST {
            @Override
            void begin() {
                redis.stop();
            }

            @Override
            void end() {
                redis.start();
            }
        },
        HUNG {
            @Override
            void begin() {
                redis.freeze();
            }

            @Override
            void end() {
                redis.thaw();
            }
        },
        READ_ONLY {
            @Override
            void begin() {
                redis.cli("replicaof", "127.0.0.1", "1");
            }

            @Override
            void end() {
                redis.cli("replicaof", "no", "one");
            }
        },
        FULL {
            @Override
            void begin() {
                redis.cli("config", "set", "maxmemory", "1");
            }

            @Override
            void end() {
                redis.cli("config", "set", "maxmemory", "0");
            }
        };

        abstract void begin();

        abstract void end();
    }

    @BeforeAll
    static void start() {
        redis = RedisServer.started();
        pod = start(redis.address());
    }

    private static Pod start(String address, String... more) {
        return Pod.start(DIRECT_LINE.baseUri(), Clock.systemUTC(), properties(address, more));
    }

    private static String[] properties(String address, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "spring.profiles.active=redis",
                "xbot.cache.failover-wait=0s",
                "xbot.cache.redis.address=" + address,
                "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key")));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    @AfterAll
    static void stop() {
        pod.close();
        redis.close();
        DIRECT_LINE.close();
    }

    @ParameterizedTest
    @EnumSource
    void servesEverybodyWhileRedisIs(Fault fault) {
        awaitUp(pod);
        String known = newUser();
        String before = token(pod, known);
        double errors = pod.metric("xbot_cache_errors_total");

        fault.begin();
        String fresh = newUser();
        String meanwhile = token(pod, fresh);

        assertThat(token(pod, known)).isEqualTo(before);
        assertThat(token(pod, fresh)).isEqualTo(meanwhile);
        assertThat(pod.metric("xbot_cache_errors_total")).isGreaterThan(errors);
        assertThat(pod.management("/actuator/health/readiness")).contains("UP");

        fault.end();
        awaitUp(pod);
        assertThat(token(pod, known)).isEqualTo(before);
        assertThat(token(pod, fresh)).isEqualTo(meanwhile);
        Eventually.holds(() -> redis.cli("exists", key(known), key(fresh)).equals("2"));
    }

    @Test
    void writesOverGarbageAndKeepsTheConversation() {
        awaitUp(pod);
        String user = newUser();
        String before = token(pod, user);
        double errors = pod.metric("xbot_cache_errors_total");

        redis.cli("set", key(user), "garbage");

        Eventually.holds(() -> {
            assertThat(token(pod, user)).isEqualTo(before);
            return !redis.cli("get", key(user)).equals("garbage");
        });
        assertThat(pod.metric("xbot_cache_errors_total")).isGreaterThan(errors);
    }

    @Test
    void readsThePasswordAgainWhenItWasWrong(CapturedOutput output) throws IOException {
        pod.close();
        Path password = Files.writeString(directory.resolve("password"), "test-wrong-password\n");
        try (RedisServer locked = RedisServer.withPassword("test-right-password");
                Pod early = start(locked.address(), "xbot.cache.redis.password-file=" + password)) {
            String user = newUser();
            String before = token(early, user);
            assertThat(early.metric("xbot_shared_store_up")).isZero();
            assertThat(output).contains("WRONGPASS").doesNotContain("test-wrong-password");

            Files.writeString(password, "test-right-password\n");

            awaitUp(early);
            assertThat(token(early, user)).isEqualTo(before);
        } finally {
            pod = start(redis.address());
        }
    }

    @Test
    void needsNoMoreThanTheAclOfItsDocumentation() throws IOException {
        pod.close();
        String user = Files.readAllLines(Path.of("docs/redis.md")).stream()
                .filter(line -> line.startsWith("user xbot"))
                .map(line -> line.replace("PASSWORD", "test-password"))
                .findFirst()
                .orElseThrow();
        Path acl = Files.writeString(directory.resolve("users.acl"), user + "\n");
        Path password = Files.writeString(directory.resolve("password"), "test-password");
        try (RedisServer guarded = RedisServer.started("--aclfile", acl.toString());
                Pod allowed = Pod.start(
                        Pod.partners(DIRECT_LINE.baseUri())
                                .replaceFirst("\n *user-id-prefix", "\n    rate-limit: {requests: 9, per: 1h}$0"),
                        Clock.systemUTC(),
                        properties(
                                guarded.address(),
                                "xbot.cache.redis.username=xbot",
                                "xbot.cache.redis.password-file=" + password))) {
            String known = newUser();
            assertThat(token(allowed, known)).isEqualTo(token(allowed, known));

            assertThat(guarded.cli("acl", "log")).isEmpty();
            assertThat(guarded.cli("keys", "*")).contains(key(known), "xbot-rate-v1/a4b");
            assertThat(allowed.metric("xbot_shared_store_near")).isOne();
            assertThat(allowed.metric("xbot_shared_store_evicts")).isZero();
            assertThat(allowed.metric("xbot_shared_store_errors_total")).isZero();
        } finally {
            pod = start(redis.address());
        }
    }

    @Test
    void speaksTlsToAServerThatItTrusts() {
        pod.close();
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        Programs.require("openssl");
        Programs.run(
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=redis -addext subjectAltName=IP:127.0.0.1"
                                + " -keyout " + key + " -out " + certificate)
                        .split(" "));
        try (RedisServer tls = RedisServer.withTls(certificate, key)) {
            String address = tls.address().replace("redis://", "rediss://");
            try (Pod trusting = start(
                    address,
                    "xbot.cache.redis.ssl-bundle=redis",
                    "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + certificate)) {
                token(trusting, newUser());

                assertThat(trusting.metric("xbot_shared_store_up")).isOne();
                assertThat(trusting.metric("xbot_cache_errors_total")).isZero();
            }
            try (Pod wary = start(address)) {
                token(wary, newUser());

                assertThat(wary.metric("xbot_shared_store_up")).isZero();
            }
        } finally {
            pod = start(redis.address());
        }
    }

    @Test
    void tellsOnceThatTheServerMayDropTokensThatLive(CapturedOutput output) {
        pod.close();
        try (RedisServer evicting = RedisServer.started("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
                Pod warned = start(evicting.address())) {
            assertThat(warned.metric("xbot_shared_store_evicts")).isOne();

            evicting.cli("client", "kill", "type", "normal");
            awaitUp(warned);

            assertThat(output.getOut().split("its maxmemory-policy should be noeviction", -1))
                    .hasSize(2);
        } finally {
            pod = start(redis.address());
        }
    }

    @Test
    void startsWithoutARedisAndUsesItWhenItComes() {
        pod.close();
        try (RedisServer later = RedisServer.stopped();
                Pod early = start(later.address())) {
            String user = newUser();
            String before = token(early, user);
            assertThat(early.metric("xbot_shared_store_up")).isZero();
            assertThat(early.management("/actuator/health/readiness")).contains("UP");

            later.start();

            awaitUp(early);
            assertThat(token(early, user)).isEqualTo(before);
            Eventually.holds(() -> later.cli("exists", key(user)).equals("1"));
        } finally {
            pod = start(redis.address());
        }
    }

    @Test
    void startsWithARedisThatHangs() {
        pod.close();
        redis.freeze();
        try (Pod early = start(redis.address())) {
            String before = token(early, newUser());
            assertThat(early.metric("xbot_shared_store_up")).isZero();

            redis.thaw();

            awaitUp(early);
            assertThat(before).isNotEmpty();
        } finally {
            redis.thaw();
            pod = start(redis.address());
        }
    }

    private static String key(String user) {
        return TokenRegister.key("a4b/XCHATBOT.A4B.WEBCHAT." + user);
    }

    private static String newUser() {
        return "user" + ++user;
    }

    private static String token(Pod pod, String user) {
        HttpResponse<String> answer = pod.init(user);
        return FaultPod.data(answer).path("token").textValue();
    }

    private static void awaitUp(Pod pod) {
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
