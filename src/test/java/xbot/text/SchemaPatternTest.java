package xbot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaPatternTest {

    @ParameterizedTest
    @CsvSource({
        "^a$, a, true",
        "^a$, ba, false",
        "a, bab, true",
        "^[$]$, $, true",
        "^\\$$, $, true",
        "^[\\]$]+$, ]$, true"
    })
    void meansWhatItMeansInEcmaScript(String pattern, String text, boolean matches) {
        assertThat(new SchemaPattern(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n", "a\r", "a\r\n", "a\u0085", "a\u2028", "a\u2029"})
    void endsWhereTheTextEnds(String text) {
        assertThat(new SchemaPattern("^a$").matches(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(a|b)*$", "a*b"})
    void givesUpAPatternThatIsTooCostly(String pattern) {
        String text = "a".repeat(60_000) + "!";

        assertThatExceptionOfType(SchemaPattern.TooCostly.class)
                .isThrownBy(() -> new SchemaPattern(pattern).matches(text));
    }

    @Test
    void readsALongTextThroughALinearPattern() {
        assertThat(new SchemaPattern("^[^b]*$").matches("a".repeat(60_000))).isTrue();
    }
}
