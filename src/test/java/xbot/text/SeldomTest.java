package xbot.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private Instant now = Instant.parse("2026-07-01T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Seldom seldom = new Seldom(Duration.ofSeconds(10), clock);
    private final List<Long> said = new ArrayList<>();

    @Test
    void saysTheFirstAndThenTheSumOfWhatCameMeanwhile() {
        seldom.say(3, said::add);
        seldom.say(4, said::add);
        now = now.plusMillis(9_999);
        seldom.say(5, said::add);
        assertThat(said).containsExactly(3L);

        now = now.plusMillis(1);
        seldom.say(6, said::add);
        assertThat(said).containsExactly(3L, 15L);
    }
}
