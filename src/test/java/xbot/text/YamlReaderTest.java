package xbot.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

    private static final String CANARY = "canary-secret";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no | \"no\"",
                "true | true",
                "True | \"True\"",
                "~ | null",
                "!!str ~ | \"~\"",
                "2026-07-01T00:00:00Z | \"2026-07-01T00:00:00Z\"",
                "12 | 12",
                "'\"12\"' | \"12\"",
                "!!str 12 | \"12\"",
                "012 | \"012\"",
                "0x12 | \"0x12\"",
                "1_000 | \"1_000\"",
                "12.50 | 12.50",
                "1e3 | 1E+3",
                "12345678901234567890 | 12345678901234567890",
                "[1, {a: b}] | [1,{\"a\":\"b\"}]",
                "{\"a\": [1, null]} | {\"a\":[1,null]}",
                "{<<: x} | {\"<<\":\"x\"}"
            })
    void takesScalarsForWhatAnEditorTakesThem(String yaml, String json) {
        assertThat(read(yaml).json()).hasToString(json);
    }

    @Test
    void keepsTheTextOfNumbers() {
        YamlValue file = read("a: 2026.10\nb: 1e3\nc: '7'\nd:\n");

        assertThat(file.text("a")).isEqualTo("2026.10");
        assertThat(file.text("b")).isEqualTo("1e3");
        assertThat(file.text("c")).isEqualTo("7");
        assertThat(file.text("d")).isNull();
        assertThat(file.text("e")).isNull();
    }

    @Test
    void knowsTheLineOfEachValue() {
        YamlValue file = read("""
                # a comment
                a:
                  b: 1
                  c:
                    - x
                    -
                      y
                d: {e: 1,
                  f: 2}
                """);

        assertThat(file.line("a")).isEqualTo(2);
        assertThat(file.get("a").line("b")).isEqualTo(3);
        assertThat(file.get("a").items("c")).extracting(YamlValue::line).containsExactly(5, 7);
        assertThat(file.get("d").line("f")).isEqualTo(9);
        assertThat(file.get("d").line("missing")).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, '\uFEFF'"})
    void readsTheFilesOfWindows(Charset charset, String mark) {
        byte[] bytes = (mark + "a: 1\r\nb:\r\n  c: ü\r\n").getBytes(charset);

        YamlValue file = YamlReader.read(bytes, 20, true, new Findings()).orElseThrow();

        assertThat(file.json()).hasToString("{\"a\":1,\"b\":{\"c\":\"ü\"}}");
        assertThat(file.get("b").line("c")).isEqualTo(3);
    }

    @Test
    void takesAsManyAliasesAsTheFileNeeds() {
        String file = "office: &office [203.0.113.0/24]\n"
                + IntStream.range(0, 10_000)
                        .mapToObj(i -> "p" + i + ": *office\n")
                        .collect(joining());

        assertThat(read(file).members())
                .hasSize(10_001)
                .containsEntry("p9999", read(file).get("office"));
    }

    static Stream<Arguments> faults() {
        String bomb = "a: &a [x]\n"
                + IntStream.range(0, 9)
                        .mapToObj(i -> "b%d: &b%d [%s]"
                                .formatted(
                                        i, i, String.join(",", Collections.nCopies(9, i == 0 ? "*a" : "*b" + (i - 1)))))
                        .collect(joining("\n"));
        return Stream.of(
                Arguments.of("", "it is empty"),
                Arguments.of("# nothing", "it is empty"),
                Arguments.of("\uFEFF", "it is empty"),
                Arguments.of("partners: {a4b: canary-secret", "line 1: it is not YAML: column 30"),
                Arguments.of("partners:\n\t canary-secret", "line 2: it is not YAML: column 1"),
                Arguments.of("a: ".repeat(100_000), "line 1: it is not YAML: column 5"),
                Arguments.of("--- {}\n--- canary-secret", "line 2: a second document, after the line '---'"),
                Arguments.of("a: 1\nb: *canary-secret", "line 2: an alias of an anchor that is not there"),
                Arguments.of("a:\n  b: &x {c: *x}", "line 2: an alias stands in the value that it repeats"),
                Arguments.of(bomb, "line 7: the aliases up to here repeat more than 1000000 values"),
                Arguments.of("a: 1\nb: canary-secret\0", "line 2: a control character, which YAML does not allow"),
                Arguments.of("a:\n  " + "[".repeat(100_000), "line 2: more than 20 levels"),
                Arguments.of("a: 1\nb: 2\na: canary-secret", "line 3: a member is given twice, first in line 1"),
                Arguments.of("a: 1\n? [b]\n: c", "line 2: a member has a collection for a name"),
                Arguments.of("a: 1\nb: !vault canary-secret", "line 2: a value has a tag that is not known here"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysEachCauseByItselfWithItsLineAndQuotesNothing(String text, String finding) {
        assertThat(findings(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(finding)
                .doesNotContain(CANARY);
    }

    @Test
    void saysWhatOtherEncodingsAre() {
        assertThat(findings("a: ÿ".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("it is not UTF-8");
        assertThat(findings("a: 1".getBytes(StandardCharsets.UTF_16))).isEqualTo("it is UTF-16: save it as UTF-8");
        assertThat(findings("\uFEFFa: 1".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("it is UTF-16: save it as UTF-8");
    }

    private static YamlValue read(String text) {
        Findings findings = new Findings();
        YamlValue read = YamlReader.read(text.getBytes(StandardCharsets.UTF_8), 20, true, findings)
                .orElseThrow();
        assertThat(findings.byLine()).isEmpty();
        return read;
    }

    private static String findings(byte[] bytes) {
        Findings findings = new Findings();
        YamlReader.read(bytes, 20, true, findings);
        return findings.byLine().stream().map(Findings.Finding::toString).collect(joining("; "));
    }
}
