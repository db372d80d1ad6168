package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.RedisPods.awaitUp;
import static xbot.token.RedisPods.key;
import static xbot.token.RedisPods.newUser;
import static xbot.token.RedisPods.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.Programs;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Pods that start beside servers of each kind: locked, guarded, with TLS, evicting, hanging or not there yet. */
@ExtendWith(OutputCaptureExtension.class)
class RedisServersTest {

    private static final DirectLineSimulator DIRECT_LINE =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        DIRECT_LINE.close();
    }

    @Test
    void readsThePasswordAgainWhenItWasWrong(CapturedOutput output) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "test-wrong-password\n");
        try (RedisServer locked = RedisServer.withPassword("test-right-password");
                Pod early =
                        RedisPods.start(DIRECT_LINE, locked.address(), "xbot.cache.redis.password-file=" + password)) {
            String user = newUser();
            String before = token(early, user);
            assertThat(early.metric("xbot_shared_store_up")).isZero();
            assertThat(output).contains("WRONGPASS").doesNotContain("test-wrong-password");

            Files.writeString(password, "test-right-password\n");

            awaitUp(early);
            assertThat(token(early, user)).isEqualTo(before);
        }
    }

    @Test
    void needsNoMoreThanTheAclOfItsDocumentation() throws IOException {
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
                        RedisPods.properties(
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
        }
    }

    @Test
    void speaksTlsToAServerThatItTrusts() {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        Programs.require("openssl");
        Programs.run(
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=redis -addext subjectAltName=IP:127.0.0.1"
                                + " -keyout " + key + " -out " + certificate)
                        .split(" "));
        try (RedisServer tls = RedisServer.withTls(certificate, key)) {
            String address = tls.address().replace("redis://", "rediss://");
            try (Pod trusting = RedisPods.start(
                    DIRECT_LINE,
                    address,
                    "xbot.cache.redis.ssl-bundle=redis",
                    "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + certificate)) {
                token(trusting, newUser());

                assertThat(trusting.metric("xbot_shared_store_up")).isOne();
                assertThat(trusting.metric("xbot_cache_errors_total")).isZero();
            }
            try (Pod wary = RedisPods.start(DIRECT_LINE, address)) {
                token(wary, newUser());

                assertThat(wary.metric("xbot_shared_store_up")).isZero();
            }
        }
    }

    @Test
    void tellsOnceThatTheServerMayDropTokensThatLive(CapturedOutput output) {
        try (RedisServer evicting = RedisServer.started("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
                Pod warned = RedisPods.start(DIRECT_LINE, evicting.address())) {
            assertThat(warned.metric("xbot_shared_store_evicts")).isOne();

            evicting.cli("client", "kill", "type", "normal");
            awaitUp(warned);

            assertThat(output.getOut().split("its maxmemory-policy should be noeviction", -1))
                    .hasSize(2);
        }
    }

    @Test
    void startsWithoutARedisAndUsesItWhenItComes() {
        try (RedisServer later = RedisServer.stopped();
                Pod early = RedisPods.start(DIRECT_LINE, later.address())) {
            String user = newUser();
            String before = token(early, user);
            assertThat(early.metric("xbot_shared_store_up")).isZero();
            assertThat(early.management("/actuator/health/readiness")).contains("UP");

            later.start();

            awaitUp(early);
            assertThat(token(early, user)).isEqualTo(before);
            Eventually.holds(() -> later.cli("exists", key(user)).equals("1"));
        }
    }

    @Test
    void startsWithARedisThatHangs() {
        try (RedisServer hung = RedisServer.started()) {
            hung.freeze();
            try (Pod early = RedisPods.start(DIRECT_LINE, hung.address())) {
                String before = token(early, newUser());
                assertThat(early.metric("xbot_shared_store_up")).isZero();

                hung.thaw();

                awaitUp(early);
                assertThat(before).isNotEmpty();
            }
        }
    }
}
