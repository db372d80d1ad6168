package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import xbot.tools.cases.MovableClock;

class ThrottleTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final Throttle throttle = new Throttle(clock);

    @Test
    void keepsAPartnerAwayForAsLongAsAsked() {
        throttle.heed("a4b", UpstreamUnavailable.throttled(Duration.ofSeconds(30)));

        clock.move(Duration.ofSeconds(10));

        assertThat(throttle.remaining("a4b")).hasSeconds(20);
        assertThat(throttle.remaining("shop")).isNull();
        clock.move(Duration.ofSeconds(20));
        assertThat(throttle.remaining("a4b")).isNull();
    }

    @Test
    void looksAgainEachMinuteButTellsTheWholeWait() {
        throttle.heed("a4b", UpstreamUnavailable.throttled(Duration.ofDays(1)));

        clock.move(Duration.ofSeconds(59));

        assertThat(throttle.remaining("a4b")).isEqualTo(Duration.ofDays(1).minusSeconds(59));
        clock.move(Duration.ofSeconds(1));
        assertThat(throttle.remaining("a4b")).isNull();
    }

    @Test
    void keepsTheLongerOfTwoWaits() {
        throttle.heed("a4b", UpstreamUnavailable.throttled(Duration.ofSeconds(50)));
        throttle.heed("a4b", UpstreamUnavailable.throttled(Duration.ofSeconds(1)));

        assertThat(throttle.remaining("a4b")).hasSeconds(50);
    }

    @Test
    void heedsNothingElse() {
        throttle.heed("a4b", null);
        throttle.heed("a4b", UpstreamUnavailable.down(null));
        throttle.heed("a4b", UpstreamUnavailable.breakerOpen(Duration.ofSeconds(5)));
        throttle.heed("a4b", new UpstreamTimeout());
        throttle.heed("a4b", UpstreamError.refused());
        throttle.heed("a4b", UpstreamUnavailable.throttled(Duration.ZERO));

        assertThat(throttle.remaining("a4b")).isNull();
    }
}
