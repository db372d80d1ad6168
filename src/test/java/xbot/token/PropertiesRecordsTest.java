package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import xbot.shared.CacheProperties;
import xbot.shared.RedisProperties;
import xbot.token.directline.UpstreamProperties;

class PropertiesRecordsTest {

    @Test
    void haveTheDefaultsOfTheReadme() {
        assertThat(bind(TokenProperties.class, Map.of())).isEqualTo(new TokenProperties(Duration.ofMinutes(20)));
        assertThat(bind(CacheProperties.class, Map.of()))
                .isEqualTo(new CacheProperties(
                        "org.ehcache.jsr107.EhcacheCachingProvider",
                        "classpath:ehcache.xml",
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        null));
        assertThat(bind(UpstreamProperties.class, Map.of()))
                .isEqualTo(new UpstreamProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(8),
                        2,
                        200,
                        Duration.ofMinutes(5),
                        null,
                        null,
                        List.of()));
    }

    @Test
    void takeEveryKey() {
        assertThat(bind(TokenProperties.class, Map.of("x.min-remaining", "5m")))
                .isEqualTo(new TokenProperties(Duration.ofMinutes(5)));
        assertThat(bind(
                        CacheProperties.class,
                        Map.of(
                                "x.provider", "a.Provider",
                                "x.config", "file:a.yaml",
                                "x.timeout", "1s",
                                "x.new-user-timeout", "2s",
                                "x.failover-wait", "10s",
                                "x.encryption-key-file", "keys")))
                .isEqualTo(new CacheProperties(
                        "a.Provider",
                        "file:a.yaml",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Path.of("keys")));
        assertThat(bind(
                        RedisProperties.class,
                        Map.of(
                                "x.address", "redis://redis:6379",
                                "x.username", "xbot",
                                "x.password-file", "password",
                                "x.sentinel-username", "guard",
                                "x.sentinel-password-file", "other",
                                "x.ssl-bundle", "redis",
                                "x.near-cache", "false")))
                .isEqualTo(new RedisProperties(
                        "redis://redis:6379", "xbot", Path.of("password"), "guard", Path.of("other"), "redis", false));
        assertThat(bind(
                        UpstreamProperties.class,
                        Map.of(
                                "x.connect-timeout",
                                "300ms",
                                "x.deadline",
                                "3s",
                                "x.retries",
                                "0",
                                "x.max-connections",
                                "7",
                                "x.max-connection-age",
                                "90s",
                                "x.proxy",
                                "proxy:3128",
                                "x.proxy-credentials-file",
                                "proxy-credentials",
                                "x.proxy-bypass",
                                ".example")))
                .isEqualTo(new UpstreamProperties(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(3),
                        0,
                        7,
                        Duration.ofSeconds(90),
                        "proxy:3128",
                        Path.of("proxy-credentials"),
                        List.of(".example")));
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 0s, xbot.upstream.connect-timeout must be positive",
        "connect-timeout, -1s, xbot.upstream.connect-timeout must be positive",
        "deadline, 0s, xbot.upstream.deadline must be positive",
        "retries, -1, xbot.upstream.retries must be between 0 and 10",
        "retries, 11, xbot.upstream.retries must be between 0 and 10",
        "max-connections, 0, xbot.upstream.max-connections must be at least 1",
        "max-connection-age, 0s, xbot.upstream.max-connection-age must be positive",
    })
    void refuseWhatCannotWork(String key, String value, String message) {
        assertThatThrownBy(() -> bind(UpstreamProperties.class, Map.of("x." + key, value)))
                .hasRootCauseMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0s, xbot.cache.timeout must be positive",
        "new-user-timeout, 0s, xbot.cache.new-user-timeout must be positive",
        "failover-wait, -1s, xbot.cache.failover-wait must be between 0 and 10s",
        "failover-wait, 11s, xbot.cache.failover-wait must be between 0 and 10s",
    })
    void refuseTimesThatCannotBeMeant(String key, String value, String message) {
        assertThatThrownBy(() -> bind(CacheProperties.class, Map.of("x." + key, value)))
                .hasRootCauseMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0s", "-20m"})
    void refuseAMinimumThatIsNone(String value) {
        assertThatThrownBy(() -> bind(TokenProperties.class, Map.of("x.min-remaining", value)))
                .hasRootCauseMessage("xbot.token.min-remaining must be positive");
    }

    private static <T> T bind(Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("x", type);
    }
}
