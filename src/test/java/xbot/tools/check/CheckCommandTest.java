package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.XbotRoutes;
import xbot.routes.RouteFiles;
import xbot.tools.Subcommands;

class CheckCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void copyTheShippedRoutes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void succeedsWithCleanRoutes() {
        assertThat(check(directory.toString())).isZero();
        assertThat(out()).isEqualTo(directory + ": 0 errors, 0 warnings\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void failsWithAnErrorAndNamesFileAndLine() throws IOException {
        edit("webchat-init.camel.yaml", "ref: keyCheck", "ref: keyChek");

        assertThat(check(directory.toString())).isEqualTo(1);
        assertThat(out())
                .isEqualTo(directory + "/webchat-init.camel.yaml:15 webchat-init/check-keys:"
                        + " unknown bean 'keyChek', did you mean 'keyCheck'?\n" + directory
                        + ": 1 error, 0 warnings\n");
    }

    @Test
    void succeedsWithWarningsAloneAndPrintsThem() throws IOException {
        Files.writeString(directory.resolve("crm.yaml"), "- route: {}");
        Files.writeString(directory.resolve("webchat.test.yaml"), "- name: a case");
        Files.createDirectory(directory.resolve("more"));

        assertThat(check(directory.toString())).isZero();
        assertThat(out())
                .contains(
                        "crm.yaml: warning: is not read: the name of a route file ends in .camel.yaml",
                        "more: warning: is a directory, and directories in this one are not read",
                        ": 0 errors, 2 warnings");
    }

    @Test
    void takesFilesOfOtherSystemsForTheSame() throws IOException {
        String hash = RouteFiles.read(directory).hash();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
            }
        }

        assertThat(check(directory.toString())).isZero();
        assertThat(out()).isEqualTo(directory + ": 0 errors, 0 warnings\n");
        assertThat(RouteFiles.read(directory).hash()).isEqualTo(hash);
    }

    @Test
    void failsWithADirectoryThatIsNotThere() {
        assertThat(check(directory + "/none")).isEqualTo(1);
        assertThat(out()).contains(directory + "/none: the directory cannot be read");
    }

    @Test
    void takesPropertiesOfTheCommandLine() throws IOException {
        edit("webchat-init.camel.yaml", "pattern: \"*\"", "pattern: \"{{crm.headers}}\"");

        assertThat(check(directory.toString())).isEqualTo(1);
        assertThat(check(directory.toString(), "--crm.headers=*")).isZero();
    }

    @Test
    void findsSeveralMistakesAtOnce() throws IOException {
        edit("webchat-init.camel.yaml", "ref: keyCheck", "ref: keyChek");
        edit("webchat-init.camel.yaml", "ref: rateLimit", "ref: rateLimt");
        edit("webchat-token.camel.yaml", "jcache:tokens", "jcache:elsewhere");

        assertThat(check(directory.toString())).isEqualTo(1);
        assertThat(out())
                .contains(
                        "'keyChek', did you mean 'keyCheck'?", "'rateLimt', did you mean 'rateLimit'?", "'elsewhere'");
    }

    @Test
    void writesJson() throws IOException {
        edit("webchat-init.camel.yaml", "ref: keyCheck", "ref: keyChek");

        check(directory.toString(), "--format", "json");

        JsonNode report = new ObjectMapper().readTree(out());
        assertThat(report.get("errors").intValue()).isEqualTo(1);
        JsonNode finding = report.at("/findings/0");
        assertThat(finding.get("severity").textValue()).isEqualTo("error");
        assertThat(finding.get("file").textValue()).isEqualTo(directory + "/webchat-init.camel.yaml");
        assertThat(finding.get("line").intValue()).isEqualTo(15);
        assertThat(finding.get("place").textValue()).isEqualTo("webchat-init/check-keys");
    }

    @Test
    void writesSarif() throws IOException {
        edit("webchat-init.camel.yaml", "ref: keyCheck", "ref: keyChek");

        check("--format=sarif", directory.toString());

        JsonNode report = new ObjectMapper().readTree(out());
        assertThat(report.get("version").textValue()).isEqualTo("2.1.0");
        JsonNode result = report.at("/runs/0/results/0");
        assertThat(result.get("level").textValue()).isEqualTo("error");
        assertThat(result.at("/message/text").textValue()).startsWith("webchat-init/check-keys: unknown bean");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").intValue())
                .isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format", "--format=xml", "--strict", "-v", "a b"})
    void refusesWrongUsage(String arguments) {
        assertThat(check(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: check [DIR]");
        assertThat(out.size()).isZero();
    }

    private void edit(String file, String old, String replacement) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));
    }

    private int check(String... arguments) {
        String[] all = Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new);
        return Subcommands.run(XbotRoutes.class, all, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
