package xbot.tools.cases;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.NestedExceptionUtils;
import xbot.routes.Finding;
import xbot.routes.InvalidRouteSet;

/** The subcommand {@code test [DIR]}: runs the cases beside the routes of a directory, see docs/route-tests.md. */
public final class TestCommand {

    public static final String USAGE = """
            test [DIR] [--check] [--only FILE|NAME] [--verbose] [--PROPERTY=VALUE]...
                runs the cases in DIR/*.test.yaml against the routes of DIR, by default routes,
                without opening a port or calling another system; --check runs check first, and no case
                where that finds errors; --only runs those of one file, or those whose name has these words;
                exit code 0: all cases are ok, 1: not, 2: wrong usage""";

    static final int OK = 0;
    static final int FAILED = 1;

    private final Class<?> application;
    private final Arguments given;
    private final PrintStream out;
    private final String only;

    private TestCommand(Class<?> application, Arguments given, PrintStream out) {
        this.application = application;
        this.given = given;
        this.out = out;
        only = given.options().getOrDefault("--only", "");
    }

    /**
     * @param application the pod's, of which the steps' beans are used
     * @return the exit code
     */
    public static int run(Class<?> application, Arguments given, PrintStream out) {
        return new TestCommand(application, given, out).run();
    }

    private int run() {
        try (RouteCases routeCases = new RouteCases(application, given)) {
            return run(routeCases);
        } catch (InvalidRouteSet e) {
            e.findings().forEach(out::println);
            return FAILED;
        } catch (Exception e) {
            out.println("the cases cannot be run: " + NestedExceptionUtils.getMostSpecificCause(e));
            return FAILED;
        }
    }

    private int run(RouteCases routeCases) throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<RouteCase> cases = read(routeCases, findings);
        if (!findings.isEmpty()) {
            findings.forEach(out::println);
            return FAILED;
        }
        CaseReport report = new CaseReport(out);
        for (RouteCase routeCase : cases) {
            report.print(routeCases.run(routeCase));
        }
        report.printSummary();
        if (only.isEmpty()) {
            report.print(routeCases.coverage());
        }
        return report.isOk() ? OK : FAILED;
    }

    private List<RouteCase> read(RouteCases routeCases, List<Finding> findings) throws IOException {
        List<Path> files = CaseReader.in(Path.of(given.directory()));
        List<Path> named = files.stream()
                .filter(file -> file.endsWith(only) || Files.exists(Path.of(only)) && file.equals(Path.of(only)))
                .toList();
        List<RouteCase> cases = routeCases.read(named.isEmpty() ? files : named, findings).stream()
                .filter(routeCase -> !named.isEmpty() || routeCase.name().contains(only))
                .toList();
        if (cases.isEmpty() && findings.isEmpty()) {
            String what = only.isEmpty()
                    ? "there is no *" + CaseReader.SUFFIX + " file"
                    : "no case and no *" + CaseReader.SUFFIX + " file has the name '" + only + "'";
            findings.add(CaseReader.finding(given.directory(), 0, what));
        }
        return cases;
    }
}
