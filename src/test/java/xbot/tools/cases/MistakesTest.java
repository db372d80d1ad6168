package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.XbotRoutes;

/** Each way in which a case can fail is seen to fail: the first line of each file says at which line and how. */
class MistakesTest {

    private static RouteCases routeCases;

    @BeforeAll
    static void start() {
        routeCases = new RouteCases(XbotRoutes.class, Path.of("routes"), TestCommand.quiet());
    }

    @AfterAll
    static void stop() {
        routeCases.close();
    }

    static List<Path> mistakes() throws IOException {
        return CaseFileReader.in(Path.of("src/test/resources/cases"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void findsTheMistakeAndNoOther(Path file) throws Exception {
        String expected = Files.readAllLines(file).get(0).substring(2);

        List<String> found = found(file);

        assertThat(found).singleElement().asString().startsWith(expected);
    }

    private static List<String> found(Path path) throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<CaseFile> files = routeCases.read(List.of(path), findings);
        if (!findings.isEmpty()) {
            assertThat(findings).allMatch(finding -> finding.file().equals(path.toString()));
            return findings.stream()
                    .map(finding -> finding.line() + ": " + finding.what())
                    .toList();
        }
        CaseResult result = routeCases.run(files.get(0).cases().get(0));
        return result.differences().stream().map(MistakesTest::line).toList();
    }

    private static String line(Difference difference) {
        String values =
                difference.expected() == null ? "" : " | " + difference.expected() + " | " + difference.received();
        return difference.line() + ": " + difference.what() + values;
    }
}
