package xbot.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.partners.KeyHash;

class NewKeyTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsAKeyOf256BitsAndTheLineForThePartnersFile() {
        List<String> lines = printed();

        assertThat(lines.get(0)).isEqualTo("The key, which is shown this once and stored nowhere:");
        assertThat(lines.get(1)).matches("xk_[A-Za-z0-9_-]{43}");
        assertThat(lines.get(3))
                .matches("- \\{id: 2026-07-[0-9a-f]{8}, sha256: "
                        + KeyHash.of(lines.get(1)).hex() + "}");
    }

    @Test
    void printsAnotherKeyEachTime() {
        assertThat(printed().get(1)).isNotEqualTo(printed().get(1));
    }

    @Test
    void printsAnotherIdEachTimeEvenInOneMonth() {
        assertThat(id(printed().get(3))).isNotEqualTo(id(printed().get(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"present key", "present key\n", "present key\r\n", "\uFEFFpresent key\r\n"})
    void printsTheLineOfAKeyThatExistsHoweverItComes(String input) {
        assertThat(hash(input)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("- \\{id: 2026-07-[0-9a-f]{8}, sha256: "
                        + KeyHash.of("present key").hex() + "}\\R");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "k\n\n", "k\nk\n", " k\n", "k \n", "kéy\n", "k\tk"})
    void refusesWhatNoRequestCanCarryWithoutQuotingIt(String input) {
        assertThat(hash(input)).isEqualTo(1);

        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("standard input is not one line of visible ASCII characters without blanks at its ends"
                        + System.lineSeparator());
    }

    @Test
    void saysThatAKeyIsUtf16() {
        InputStream in = new ByteArrayInputStream("k\n".getBytes(StandardCharsets.UTF_16));

        assertThat(NewKey.hash(in, new PrintStream(out), new PrintStream(err), CLOCK))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("standard input is UTF-16: save it as UTF-8");
    }

    private int hash(String input) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return NewKey.hash(in, new PrintStream(out), new PrintStream(err), CLOCK);
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static List<String> printed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(NewKey.run(new PrintStream(out), CLOCK)).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
