package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "0 | PT0S",
                "1 | PT1S",
                "120 | PT2M",
                "0030 | PT30S",
                "604800 | PT168H",
                "604801 | PT168H",
                "999999999 | PT168H",
                "99999999999999999999 | PT168H",
                "Wed, 01 Jul 2026 08:00:30 GMT | PT30S",
                "Wed, 1 Jul 2026 08:00:30 GMT | PT30S",
                "Wed, 01 Jul 2026 08:00:00 GMT | PT0S",
                "Fri, 01 Jan 2100 00:00:00 GMT | PT168H",
                "Wed, 01 Jul 2026 07:59:59 GMT | null",
                "Thu, 01 Jul 2026 08:00:30 GMT | null",
                "-1 | null",
                "1.5 | null",
                "+5 | null",
                "5s | null",
                "'' | null",
                "soon | null",
                "٣ | null",
                "null | null",
            })
    void readsSecondsAndDates(String header, Duration wait) {
        assertThat(DirectLineSteps.retryAfter(header, NOW)).isEqualTo(wait);
    }
}
