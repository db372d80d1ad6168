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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.routes.Finding;

/** Cases that are ok, as {@code java -jar target/xbot-routes.jar test} runs them. */
class RouteCasesTest {

    private static final List<RouteCases> STARTED = new ArrayList<>();

    @AfterAll
    static void stop() {
        STARTED.forEach(RouteCases::close);
    }

    /** Of the shipped routes: each branch, and so each step. */
    @TestFactory
    Stream<DynamicTest> answersAsItsCasesSay() throws Exception {
        return cases(Path.of("routes"));
    }

    /** A mock does what the endpoint of its step would do. */
    @TestFactory
    Stream<DynamicTest> mocksAreFaithful() throws Exception {
        return cases(Path.of("src/test/resources/mocks"));
    }

    private static Stream<DynamicTest> cases(Path routes) throws Exception {
        RouteCases routeCases = start(routes);
        Stream<DynamicTest> cases = read(routeCases, CaseReader.in(routes)).stream()
                .map(routeCase -> DynamicTest.dynamicTest(routeCase.name(), () -> run(routeCases, routeCase)));
        DynamicTest coverage = DynamicTest.dynamicTest(
                "every step is exercised",
                () -> assertThat(routeCases.coverage().notReached())
                        .allMatch(step -> List.of("write", "endless").contains(step.owner())));
        return Stream.concat(cases, Stream.of(coverage));
    }

    @Test
    void runsTheExampleOfTheDocumentation(@TempDir Path directory) throws Exception {
        String page = Files.readString(Path.of("docs/route-tests.md"));
        int from = page.indexOf("```yaml\n") + 8;
        Path example = Files.writeString(
                directory.resolve("example.test.yaml"), page.substring(from, page.indexOf("```", from)));
        RouteCases routeCases = start(Path.of("routes"));

        run(routeCases, read(routeCases, List.of(example)).get(0));
    }

    private static RouteCases start(Path routes) {
        RouteCases routeCases =
                new RouteCases(XbotRoutes.class, Arguments.parse(List.of(routes.toString()), List.of()));
        STARTED.add(routeCases);
        return routeCases;
    }

    private static List<RouteCase> read(RouteCases routeCases, List<Path> files) {
        List<Finding> findings = new ArrayList<>();
        List<RouteCase> cases = routeCases.read(files, findings);
        assertThat(findings).isEmpty();
        return cases;
    }

    private static void run(RouteCases routeCases, RouteCase routeCase) throws Exception {
        CaseRun.Result result = routeCases.run(routeCase);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new CaseReport(new PrintStream(printed, true, StandardCharsets.UTF_8)).print(result);
        assertThat(result.isOk()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
