package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import xbot.XbotRoutes;
import xbot.routes.Finding;

/** Each way in which a case can fail is seen to fail: the first line of each file says at which line and how. */
class MistakesTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final List<RouteCases> STARTED = new ArrayList<>();

    @AfterAll
    static void stop() {
        STARTED.forEach(RouteCases::close);
    }

    @TestFactory
    Stream<DynamicTest> findsTheMistakeOfTheFileAndNoOther() throws Exception {
        return mistakes(Path.of("routes"), RESOURCES.resolve("cases"));
    }

    @TestFactory
    Stream<DynamicTest> refusesAMockThatSaysWhatCannotBe() throws Exception {
        return mistakes(RESOURCES.resolve("mocks"), RESOURCES.resolve("mocks/mistakes"));
    }

    private static Stream<DynamicTest> mistakes(Path routes, Path files) throws Exception {
        RouteCases routeCases =
                new RouteCases(XbotRoutes.class, Arguments.parse(List.of(routes.toString()), List.of()));
        STARTED.add(routeCases);
        return CaseReader.in(files).stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String expected = Files.readAllLines(file).get(0).substring(2);

                    List<String> found = found(routeCases, file);

                    assertThat(found).singleElement().asString().startsWith(expected);
                }));
    }

    private static List<String> found(RouteCases routeCases, Path path) throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<RouteCase> cases = routeCases.read(List.of(path), findings);
        if (!findings.isEmpty()) {
            assertThat(findings).allMatch(finding -> finding.file().equals(path.toString()));
            return findings.stream()
                    .map(finding -> finding.line() + ": " + finding.what())
                    .toList();
        }
        return routeCases.run(cases.get(0)).differences().stream()
                .map(MistakesTest::line)
                .toList();
    }

    private static String line(Judgement.Difference difference) {
        String values =
                difference.expected() == null ? "" : " | " + difference.expected() + " | " + difference.received();
        return difference.line() + ": " + difference.what() + values;
    }
}
