package xbot.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashCommandTest {

    @TempDir
    private Path routes;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void tellsTheSetAndEachFileApart() throws IOException {
        Files.writeString(routes.resolve("a.camel.yaml"), "- route: 1\n");
        Files.writeString(routes.resolve("b.schema.json"), "{}");
        List<String> before = hash();
        Files.writeString(routes.resolve("a.camel.yaml"), "- route: 2\n");

        List<String> after = hash();

        assertThat(before).hasSize(3).allMatch(line -> line.matches("[0-9a-f]{12}  .+"));
        assertThat(after.get(0)).endsWith("  " + routes).isNotEqualTo(before.get(0));
        assertThat(after.get(1)).endsWith("  a.camel.yaml").isNotEqualTo(before.get(1));
        assertThat(after.get(2)).as("b.schema.json").isEqualTo(before.get(2));
    }

    @Test
    void isTheSameHoweverLinesEnd() throws IOException {
        Files.writeString(routes.resolve("a.camel.yaml"), "- route:\n    id: a\n");
        List<String> before = hash();
        Files.writeString(routes.resolve("a.camel.yaml"), "\ufeff- route:\r\n    id: a\r\n");

        assertThat(hash()).isEqualTo(before);
    }

    @Test
    void saysThatThereIsNoSuchDirectory() {
        assertThat(HashCommand.run(routes.resolve("no").toString(), out(), out()))
                .isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("cannot be read");
    }

    private List<String> hash() {
        printed.reset();
        assertThat(HashCommand.run(routes.toString(), out(), out())).isZero();
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }
}
