package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.RedisPods.awaitUp;
import static xbot.token.RedisPods.key;
import static xbot.token.RedisPods.newUser;
import static xbot.token.RedisPods.token;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xbot.Pod;
import xbot.shared.RedisServer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** A real Redis that falls ill: its users are served all the same, and it is used again when it is well. */
class RedisFaultsTest {

    private static final DirectLineSimulator DIRECT_LINE =
            DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));

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
        pod = RedisPods.start(DIRECT_LINE, redis.address());
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
}
