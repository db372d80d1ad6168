package xbot.cases;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xbot.bundle.InvalidRouteSet;

/** The subcommand {@code test [DIR]}: runs the cases beside the routes of a directory, see docs/route-tests.md. */
public final class TestCommand {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final String USAGE_TEXT = """
            Usage: java -jar target/xbot-routes.jar test [DIR] [--verbose] [--PROPERTY=VALUE ...]
            Runs the cases in DIR/*.test.yaml against the routes in DIR, by default routes.
            No port is opened and no other system is called. Exit code: 0 all cases are ok, 1 not, 2 usage.""";

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
     * @param args all arguments, the first of them {@code test}
     * @return the exit code
     */
    public static int run(Class<?> application, String[] args, PrintStream out) {
        TestCommand command = new TestCommand(application, out);
        if (!command.parse(args)) {
            out.println(USAGE_TEXT);
            return USAGE;
        }
        return command.run();
    }

    private boolean parse(String[] args) {
        for (String argument : List.of(args).subList(1, args.length)) {
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
            out.println(e.getMessage());
            return FAILED;
        } catch (Exception e) {
            // what stopped the start is in the log already
            out.println("the cases cannot be run: " + e.getMessage());
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
