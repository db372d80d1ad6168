package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.tools.Subcommands;

class DiffCommandTest {

    private static final String ROUTES = """
            - route:
                id: shop
                from:
                  uri: direct:shop
                  steps:
                    - setBody: {id: take, constant: one}
                    - setHeader: {id: name-key, name: X-Api-Key, constant: abc}
                    - to: {id: ask, uri: "log:a", parameters: {level: INFO, password: hush-1}}
                    - choice:
                        id: choose
                        when:
                          - id: is-paid
                            simple: "${body} == 1"
                            steps:
                              - log: {id: say, message: paid}
            - route: {id: old-one, from: {uri: "direct:old", steps: [{log: {id: log-old, message: x}}]}}
            """;

    @TempDir
    private Path directory;

    private Path before;
    private Path after;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void make() throws IOException {
        before = Files.createDirectory(directory.resolve("before"));
        after = Files.createDirectory(directory.resolve("after"));
    }

    @Test
    void saysNothingOfEqualDirectories() throws IOException {
        write(before, ROUTES);
        write(after, ROUTES);

        assertThat(diff()).isZero();
        assertThat(text(out) + text(err)).isEmpty();
    }

    @Test
    void saysInWordsWhatChanged() throws IOException {
        write(before, ROUTES);
        write(
                after,
                ROUTES.replace("constant: one", "constant: two")
                        .replace("constant: abc", "constant: abcd")
                        .replace("level: INFO, password: hush-1", "showAll: true, password: hush-2")
                        .replace("- log: {id: say, message: paid}", "- stop: {id: end}")
                        .replace("old-one", "new-one"));
        Files.writeString(after.resolve("a.schema.json"), "{}");

        assertThat(diff()).isEqualTo(1);
        assertThat(text(out)).isEqualTo("""
                route 'shop' in a.camel.yaml
                  'take' constant is "two", was "one"
                  'name-key' constant changed; its value looks like a secret and is not shown
                  'ask' parameters.level is gone, it was "INFO"
                  'ask' parameters.password changed; its value looks like a secret and is not shown
                  'ask' parameters.showAll is new: "true"
                  'end' is new, first in 'is-paid'
                  'say' is gone
                route 'new-one' is new, in a.camel.yaml
                route 'old-one' is gone, it was in a.camel.yaml
                a.schema.json is new
                there are no cases in AFTER that could exercise the new and changed steps
                """.replace("AFTER", after.toString()));
    }

    @Test
    void tellsAMoveFromItsNeighbours() throws IOException {
        String say = "                  - log: {id: say, message: paid}\n";
        write(before, ROUTES);
        write(
                after,
                ROUTES.replace("        - setBody: {id: take, constant: one}\n", "")
                        .replace("        - choice:", "        - setBody: {id: take, constant: one}\n        - choice:")
                        .replace(say, "                  - stop: {}\n")
                        .replace(
                                "- route: {id: old-one",
                                "        - log: {id: say, message: paid}\n- route: {id: old-one"));

        assertThat(diff()).isEqualTo(1);
        assertThat(text(out)).startsWith("""
                route 'shop' in a.camel.yaml
                  'take' moved, it is behind 'ask'
                  'stop' is new, first in 'is-paid'
                  'say' moved, it is behind 'choose'
                there are no cases
                """.replace("cases\n", "cases"));
    }

    @Test
    void tellsCommentsFromChangesAndKnowsOtherFiles() throws IOException {
        write(before, ROUTES);
        write(after, "# why\n" + ROUTES);
        Files.writeString(before.resolve("a.test.yaml"), "cases: {}\n");
        Files.writeString(before.resolve("openapi.yaml"), "openapi: 3.1.0\n");
        Files.writeString(after.resolve("openapi.yaml"), "openapi: 3.1.1\n");

        assertThat(diff()).isEqualTo(1);
        assertThat(text(out)).isEqualTo("""
                a.camel.yaml changed in comments or layout only
                a.test.yaml is gone
                openapi.yaml changed
                """);
    }

    @Test
    void saysWhichCasesExerciseWhatChanged() throws IOException {
        before = Path.of("routes");
        try (var files = Files.newDirectoryStream(before)) {
            for (Path file : files) {
                Files.copy(file, after.resolve(file.getFileName()));
            }
        }
        Path tokens = after.resolve("webchat-token.camel.yaml");
        String step = "{id: keep-refreshed-token, ref: tokenKeeper}\n";
        Files.writeString(
                tokens,
                Files.readString(tokens)
                        .replace("parameters: {action: GET}", "parameters: {action: GET, lazyStartProducer: true}")
                        .replace("- process: " + step, "- process: " + step + """
                                      - filter:
                                          id: never
                                          simple: "${header.none} == 'x'"
                                          steps:
                                            - log: {id: say-never, message: never}
                        """.stripTrailing() + "\n"));

        assertThat(diff()).isEqualTo(1);
        assertThat(text(out))
                .contains("  'read-token-cache' parameters.lazyStartProducer is new: \"true\"\n")
                .contains("  'never' is new, behind 'keep-refreshed-token' in 'try-refresh'\n")
                .containsPattern("  webchat-token/read-token-cache: '.+', '.+' and \\d+ more\n")
                .containsPattern("  webchat-refresh/never: '.+'\n")
                .contains("  webchat-refresh/say-never: no case\n")
                .doesNotContain("fails");
    }

    @Test
    void refusesWhatItCannotCompare() throws IOException {
        write(before, ROUTES);
        write(after, "- route: [");

        assertThat(diff()).isEqualTo(2);
        assertThat(text(err)).startsWith("a.camel.yaml:");
        after = directory.resolve("none");
        assertThat(diff()).isEqualTo(2);
        assertThat(text(err)).contains("cannot be compared").contains("none");
        assertThat(run("diff", "routes")).isEqualTo(2);
    }

    private static void write(Path directory, String routes) throws IOException {
        Files.writeString(directory.resolve("a.camel.yaml"), routes);
    }

    private int diff() {
        return run("diff", before.toString(), after.toString());
    }

    private int run(String... arguments) {
        return Subcommands.run(XbotRoutes.class, arguments, new PrintStream(out, true), new PrintStream(err, true));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
