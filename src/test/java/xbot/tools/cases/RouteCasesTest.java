package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;

/** The cases beside the shipped routes, as {@code java -jar target/xbot-routes.jar test} runs them. */
class RouteCasesTest {

    private static final Path ROUTES = Path.of("routes");
    private static RouteCases routeCases;

    @BeforeAll
    static void start() {
        routeCases = new RouteCases(XbotRoutes.class, ROUTES, TestCommand.quiet());
    }

    @AfterAll
    static void stop() {
        routeCases.close();
    }

    @TestFactory
    Stream<DynamicNode> answersAsItsCasesSay() throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<CaseFile> files = routeCases.read(ROUTES, findings);
        assertThat(findings).isEmpty();
        Stream<DynamicNode> cases = files.stream()
                .flatMap(file -> file.cases().stream())
                .map(routeCase -> DynamicTest.dynamicTest(routeCase.name(), () -> {
                    CaseResult result = routeCases.run(routeCase);
                    assertThat(result.isOk()).as(print(result)).isTrue();
                }));
        return Stream.concat(
                cases,
                Stream.of(DynamicTest.dynamicTest(
                        "every step is exercised",
                        () -> assertThat(routeCases.coverage().notReached()).isEmpty())));
    }

    @Test
    void runsTheExampleOfTheDocumentation(@TempDir Path directory) throws Exception {
        String page = Files.readString(Path.of("docs/route-tests.md"));
        int from = page.indexOf("```yaml\n") + 8;
        Path example = Files.writeString(
                directory.resolve("example.test.yaml"), page.substring(from, page.indexOf("```", from)));
        List<Finding> findings = new ArrayList<>();

        List<CaseFile> files = routeCases.read(List.of(example), findings);

        assertThat(findings).isEmpty();
        CaseResult result = routeCases.run(files.get(0).cases().get(0));
        assertThat(result.isOk()).as(print(result)).isTrue();
    }

    private static String print(CaseResult result) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new CaseReport(new PrintStream(printed, true, StandardCharsets.UTF_8)).print(result);
        return printed.toString(StandardCharsets.UTF_8);
    }
}
