package xbot.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import xbot.access.KeyHash;

class NewKeyTest {

    @Test
    void printsAKeyOf256BitsAndTheLineForThePartnersFile() {
        List<String> lines = printed();

        assertThat(lines.get(0)).isEqualTo("The key, which is shown this once and stored nowhere:");
        assertThat(lines.get(1)).matches("xk_[A-Za-z0-9_-]{43}");
        assertThat(lines.get(3))
                .isEqualTo("- {id: 2026-07, sha256: " + KeyHash.of(lines.get(1)).hex() + "}");
    }

    @Test
    void printsAnotherKeyEachTime() {
        assertThat(printed().get(1)).isNotEqualTo(printed().get(1));
    }

    private static List<String> printed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(NewKey.run(new PrintStream(out), Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC)))
                .isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
