package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubcommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"new-key", "check", "diagram", "--help"})
    void knowsItsOwn(String command) {
        assertThat(Subcommands.isOne(new String[] {command})).isTrue();
    }

    @Test
    void leavesPropertiesAndNothingToTheServer() {
        assertThat(Subcommands.isOne(new String[] {"--xbot.partners-file=check"}))
                .isFalse();
        assertThat(Subcommands.isOne(new String[0])).isFalse();
    }

    @Test
    void helpsWithEach() {
        String[][] requests = {{"--help"}, {"check", "--help"}};

        for (String[] request : requests) {
            out.reset();
            PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            assertThat(Subcommands.run(request, stream, stream)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("new-key", "check [DIR]", "diagram [DIR]");
        }
    }
}
