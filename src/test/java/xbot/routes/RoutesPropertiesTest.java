package xbot.routes;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class RoutesPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.099S, PT0S, PT1S, 1, 1, 1, xbot.routes.poll-interval must be at least 100ms",
        "PT0.1S, PT0S, PT0S, 1, 1, 1, xbot.routes.call-timeout must be at least 1ms",
        "PT0.1S, PT0S, PT1S, 0, 1, 1, xbot.routes.max-connections must be at least 1",
        "PT0.1S, PT0S, PT1S, 1, 0, 1, xbot.routes.max-answer-size must be at least 1 byte",
        "PT0.1S, PT0S, PT1S, 1, 1, 0, xbot.routes.max-handed-on must be at least 1",
        "PT0.1S, PT-1S, PT1S, 1, 1, 1, xbot.routes.probation must not be negative",
    })
    void refuseWhatWouldStopEveryRequest(
            Duration pollInterval,
            Duration probation,
            Duration callTimeout,
            int maxConnections,
            long maxAnswerBytes,
            int maxHandedOn,
            String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoutesProperties(
                        Path.of("routes"),
                        true,
                        pollInterval,
                        probation,
                        callTimeout,
                        maxConnections,
                        DataSize.ofBytes(maxAnswerBytes),
                        maxHandedOn,
                        Duration.ofSeconds(30)))
                .withMessage(sentence);
    }
}
