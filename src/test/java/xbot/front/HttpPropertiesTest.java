package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new HttpProperties(
                        "0.0.0.0",
                        8080,
                        DataSize.ofKilobytes(64),
                        DataSize.ofKilobytes(8),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        null));
    }

    @Test
    void readsEachProperty() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("xbot.http.host", "127.0.0.1"),
                        Map.entry("xbot.http.port", "8443"),
                        Map.entry("xbot.http.max-body-size", "1MB"),
                        Map.entry("xbot.http.max-header-size", "16KB"),
                        Map.entry("xbot.http.idle-timeout", "5s"),
                        Map.entry("xbot.http.keep-alive-timeout", "61s"),
                        Map.entry("xbot.http.slow-answer", "2s"),
                        Map.entry("xbot.http.answer-timeout", "40s"),
                        Map.entry("xbot.http.shutdown-grace", "0s"),
                        Map.entry("xbot.http.ssl-bundle", "traffic"))))
                .isEqualTo(new HttpProperties(
                        "127.0.0.1",
                        8443,
                        DataSize.ofMegabytes(1),
                        DataSize.ofKilobytes(16),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(61),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(40),
                        Duration.ZERO,
                        "traffic"));
    }

    @ParameterizedTest
    @CsvSource({
        "port, -1, must be between 0 and 65535",
        "port, 65536, must be between 0 and 65535",
        "max-body-size, 0B, must be between 1B and 16MB",
        "max-body-size, 17MB, must be between 1B and 16MB",
        "max-header-size, 511B, must be between 512B and 1MB",
        "max-header-size, 2MB, must be between 512B and 1MB",
        "idle-timeout, 999ms, must be at least 1s",
        "keep-alive-timeout, 0s, must be at least 1s",
        "slow-answer, 99ms, must be at least 100ms",
        "answer-timeout, 0s, must be at least 100ms",
        "shutdown-grace, -1s, must not be negative"
    })
    void refusesWhatCannotWork(String key, String value, String rule) {
        assertThatThrownBy(() -> bind(Map.of("xbot.http." + key, value)))
                .rootCause()
                .hasMessage("xbot.http." + key + " " + rule);
    }

    private static HttpProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("xbot.http", HttpProperties.class);
    }
}
