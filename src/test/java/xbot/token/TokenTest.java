package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    @ParameterizedTest(name = "{1} left of {0}, {2} asked for: {3}")
    @CsvSource({
        "PT1H, PT20M, PT20M, false",
        "PT1H, PT20M0.001S, PT20M, true",
        "PT1H, PT19M59S, PT20M, false",
        "PT1H, PT1H, PT20M, true",
        "PT30M, PT15M, PT20M, false",
        "PT30M, PT15M0.001S, PT20M, true",
        "PT1M, PT30.001S, PT20M, true",
        "PT1M, PT30S, PT20M, false",
        "PT1H, PT0S, PT20M, false",
        "PT1H, PT-1S, PT20M, false",
        "PT24H, PT21M, PT20M, true",
        "PT1H, PT29M, PT40M, false",
        "PT1H, PT31M, PT40M, true",
    })
    void isFreshWithMoreLeftThanAskedForOrThanHalfOfItsLife(
            Duration lifetime, Duration left, Duration minRemaining, boolean fresh) {
        Token token = new Token("c", "t", NOW.plus(left), lifetime);

        assertThat(token.isFresh(NOW, minRemaining)).isEqualTo(fresh);
    }

    @ParameterizedTest(name = "{0} left: alive {1}, {2} s")
    @CsvSource({"PT1S, true, 1", "PT0.999S, true, 0", "PT0S, false, 0", "PT-5S, false, 0", "PT59.999S, true, 59"})
    void countsWholeSecondsUntilItExpires(Duration left, boolean alive, long seconds) {
        Token token = new Token("c", "t", NOW.plus(left), Duration.ofHours(1));

        assertThat(token.isAlive(NOW)).isEqualTo(alive);
        assertThat(token.secondsLeft(NOW)).isEqualTo(seconds);
    }

    @Test
    void showsNeitherTheCredentialNorTheConversation() {
        Token token = new Token("conversation-1", "credential-1", NOW, Duration.ofHours(1));

        assertThat(token).hasToString("Token[expiresAt=2026-07-01T08:00:00Z]");
    }
}
