package xbot.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubcommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"new-key", "check", "test", "diagram", "help", "--help", "-h", "chek", "xbot.http.port=1"})
    void takesAWord(String command) {
        assertThat(Subcommands.isOne(new String[] {command})).isTrue();
    }

    @Test
    void leavesPropertiesAndNothingToTheServer() {
        assertThat(Subcommands.isOne(new String[] {"--xbot.partners-file=check"}))
                .isFalse();
        assertThat(Subcommands.isOne(new String[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void saysWhatThereIsWithAnExampleOfEach(String help) {
        assertThat(run(help)).isZero();

        assertThat(text(out))
                .startsWith("usage: java -jar xbot-routes.jar [COMMAND]\n")
                .contains("\n    java -jar xbot-routes.jar --xbot.partners-file=partners.yaml\n")
                .contains(
                        "\nnew-key\n",
                        "\nhash-key\n",
                        "\ncheck [DIR]",
                        "\ncheck-partners FILE",
                        "\ntest [DIR]",
                        "\nhash [DIR]",
                        "\ndiff OLD NEW",
                        "\ndiagram [DIR]");
        for (String command :
                new String[] {"new-key", "hash-key", "check", "check-partners", "test", "hash", "diff", "diagram"}) {
            assertThat(text(out)).contains("\n    java -jar xbot-routes.jar " + command);
        }
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 120);
    }

    @ParameterizedTest
    @CsvSource({"check, --help", "help, check"})
    void helpsWithOne(String first, String second) {
        assertThat(run(first, second)).isZero();

        assertThat(text(out))
                .startsWith("usage: check [DIR]")
                .contains("java -jar xbot-routes.jar check routes")
                .doesNotContain("diagram");
    }

    @ParameterizedTest
    @CsvSource({
        "chek, check",
        "newkey, new-key",
        "new_key, new-key",
        "hashkey, hash-key",
        "tset, test",
        "diagrams, diagram"
    })
    void suggestsTheCommandThatWasMeant(String word, String meant) {
        assertThat(run(word)).isEqualTo(2);

        assertThat(text(err))
                .isEqualTo(
                        "unknown command '%s', did you mean '%s'; there are new-key, hash-key, check, check-partners, test, hash, diff, diagram;"
                                        .formatted(word, meant)
                                + " help says what each does" + System.lineSeparator());
        assertThat(text(out)).isEmpty();
    }

    @Test
    void suggestsNothingForAWordThatIsFarOff() {
        assertThat(run("serve-the-routes")).isEqualTo(2);
        assertThat(run("help", "serve-the-routes")).isEqualTo(2);

        assertThat(text(err))
                .contains("unknown command 'serve-the-routes'; there are")
                .doesNotContain("did you mean");
    }

    private int run(String... args) {
        return Subcommands.run(SubcommandsTest.class, args, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
