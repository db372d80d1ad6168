package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xbot.tools.cases.MovableClock;

class UpstreamHealthTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final UpstreamHealth health = new UpstreamHealth("a4b", clock);

    @Test
    void keepsAPartnerAwayForAsLongAsAsked() {
        throttle(Duration.ofSeconds(30));

        clock.move(Duration.ofSeconds(10));

        assertThat(wait(health)).hasSeconds(20);
        clock.move(Duration.ofSeconds(20));
        assertThat(health.obstacle()).isNull();
    }

    @Test
    void looksAgainEachMinuteButTellsTheWholeWait() {
        throttle(Duration.ofDays(1));

        clock.move(Duration.ofSeconds(59));

        assertThat(wait(health)).isEqualTo(Duration.ofDays(1).minusSeconds(59));
        clock.move(Duration.ofSeconds(1));
        assertThat(health.obstacle()).isNull();
    }

    @Test
    void keepsTheLongerOfTwoWaits() {
        throttle(Duration.ofSeconds(50));
        throttle(Duration.ofSeconds(1));

        assertThat(wait(health)).hasSeconds(50);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THROTTLED")
    void keepsAwayForNothingElse(Outcome outcome) {
        health.record(UpstreamFailure.of(outcome), 1, false);

        assertThat(health.obstacle()).isNull();
    }

    @Test
    void asksAgainAtOnceWhereDirectLineSaysSo() {
        throttle(Duration.ZERO);

        assertThat(health.obstacle()).isNull();
    }

    @Test
    void allowsTwoRepetitionsBeforeAnythingWasEarned() {
        assertThat(takeAll()).isEqualTo(2);
    }

    @Test
    void earnsARepetitionWithFiveSuccesses() {
        takeAll();
        succeed(4, true);

        assertThat(health.takeRepetition(false)).isFalse();
        succeed(1, true);
        assertThat(health.takeRepetition(false)).isTrue();
        assertThat(health.takeRepetition(false)).isFalse();
    }

    @Test
    void keepsAtMostTwentyRepetitions() {
        succeed(10_000, true);

        assertThat(takeAll()).isEqualTo(20);
    }

    @Test
    void blamesTheConnectionWhileFreshOnesServeWell() {
        succeed(3, false);
        takeAll();
        assertThat(health.takeRepetition(true)).isFalse();

        succeed(1, false);

        assertThat(health.takeRepetition(true)).isTrue();
        assertThat(health.takeRepetition(false)).isFalse();
    }

    @Test
    void blamesDirectLineOnceAFreshConnectionFails() {
        succeed(4, false);
        takeAll();

        health.record(UpstreamFailure.of(Outcome.DOWN), 1, false);

        assertThat(health.takeRepetition(true)).isFalse();
    }

    private void throttle(Duration wait) {
        health.record(UpstreamFailure.of(Outcome.THROTTLED, wait, null), 1, false);
    }

    private static Duration wait(UpstreamHealth health) {
        UpstreamFailure obstacle = health.obstacle();
        assertThat(obstacle.outcome).isEqualTo(Outcome.THROTTLED);
        return obstacle.retryAfter;
    }

    private void succeed(int times, boolean reused) {
        IntStream.range(0, times).forEach(i -> health.record(null, 1, reused));
    }

    private int takeAll() {
        int repetitions = 0;
        while (health.takeRepetition(false)) {
            repetitions++;
        }
        return repetitions;
    }
}
