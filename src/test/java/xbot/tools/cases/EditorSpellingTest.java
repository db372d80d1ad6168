package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.tools.Subcommands;

/** The shipped routes as graphical editors save them: {@code uri: direct} and the name under parameters. */
class EditorSpellingTest {

    private static final Map<String, String> SPELLINGS = Map.of(
            "(?m)^( *)uri: direct:(\\S+)$", "$1uri: direct\n$1parameters:\n$1  name: $2",
            "uri: direct:([^,}\\n]+)}", "uri: direct, parameters: {name: $1}}");

    @TempDir
    Path routes;

    @Test
    void passesAllShippedCases() throws IOException {
        respell();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exit = Subcommands.run(
                XbotRoutes.class, new String[] {"test", routes.toString()}, new PrintStream(printed), System.err);

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(" 0 failed");
        assertThat(exit).isZero();
    }

    @Test
    void isDrawnAsAnyOther() throws IOException {
        String usual = diagram(Path.of("routes"));

        respell();

        assertThat(diagram(routes)).isEqualTo(usual).contains("user-profile");
    }

    private void respell() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (var spelling : SPELLINGS.entrySet()) {
                    text = text.replaceAll(spelling.getKey(), spelling.getValue());
                }
                assertThat(text).doesNotContain("uri: direct:");
                Files.writeString(routes.resolve(file.getFileName()), text);
            }
        }
    }

    private static String diagram(Path directory) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exit = Subcommands.run(
                XbotRoutes.class, new String[] {"diagram", directory.toString()}, new PrintStream(printed), System.err);
        assertThat(exit).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
