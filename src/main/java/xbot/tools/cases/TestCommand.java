package xbot.tools.cases;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.NestedExceptionUtils;
import xbot.routes.InvalidRouteSet;

/** The subcommand {@code test [DIR]}: runs the cases beside the routes of a directory, see docs/route-tests.md. */
public final class TestCommand {

    public static final String USAGE = """
            test [DIR] [--verbose] [--PROPERTY=VALUE]...
                runs the cases in DIR/*.test.yaml against the routes of DIR, by default routes,
                without opening a port or calling another system;
                exit code 0: all cases are ok, 1: not, 2: wrong usage""";

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private final Class<?> application;
    private final PrintStream out;
    private final List<String> properties = new ArrayList<>();
    private Path directory;
    private boolean verbose;

    private TestCommand(Class<?> application, PrintStream out) {
        this.application = application;
        this.out = out;
    }

    /**
     * @param application the pod's, of which the steps' beans are used
     * @return the exit code
     */
    public static int run(Class<?> application, List<String> arguments, PrintStream out, PrintStream err) {
        TestCommand command = new TestCommand(application, out);
        if (!command.parse(arguments)) {
            err.println("usage: " + USAGE);
            return WRONG_USAGE;
        }
        return command.run();
    }

    private boolean parse(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.equals("--verbose")) {
                verbose = true;
            } else if (argument.startsWith("--") && argument.contains("=")) {
                properties.add(argument);
            } else if (argument.startsWith("-") || directory != null) {
                return false;
            } else {
                directory = Path.of(argument);
            }
        }
        directory = directory == null ? Path.of("routes") : directory;
        return true;
    }

    private int run() {
        List<String> arguments = new ArrayList<>(verbose ? List.of() : quiet());
        arguments.addAll(properties);
        try (RouteCases routeCases = new RouteCases(application, directory, arguments)) {
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
        CaseReport report = new CaseReport(out);
        List<Finding> findings = new ArrayList<>();
        List<CaseFile> files = routeCases.read(directory, findings);
        if (!findings.isEmpty()) {
            report.print(findings);
            return FAILED;
        }
        for (CaseFile file : files) {
            for (RouteCase routeCase : file.cases()) {
                report.print(routeCases.run(routeCase));
            }
        }
        report.printSummary(routeCases.coverage());
        return report.isOk() ? OK : FAILED;
    }

    /** A case that expects a failure would fill the screen with the log of it. */
    static List<String> quiet() {
        return List.of(
                "--logging.level.root=off",
                "--logging.level.xbot=off",
                "--logging.level.xbot.StartFailureReporter=error");
    }
}
