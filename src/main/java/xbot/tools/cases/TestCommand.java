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
            test [DIR] [--only FILE|NAME] [--verbose] [--PROPERTY=VALUE]...
                runs the cases in DIR/*.test.yaml against the routes of DIR, by default routes,
                without opening a port or calling another system; --only runs those of one file,
                or those whose name has these words;
                exit code 0: all cases are ok, 1: not, 2: wrong usage""";

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String ONLY = "--only";

    private final Class<?> application;
    private final PrintStream out;
    private final List<String> properties = new ArrayList<>();
    private Path directory;
    private String only = "";
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
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--verbose")) {
                verbose = true;
            } else if (argument.equals(ONLY) && i + 1 < arguments.size()) {
                only = arguments.get(++i);
            } else if (argument.startsWith(ONLY + "=")) {
                only = argument.substring(ONLY.length() + 1);
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
        List<Path> files = CaseReader.in(directory);
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
            findings.add(CaseReader.finding(directory.toString(), 0, what));
        }
        return cases;
    }

    /** A case that expects a failure would fill the screen with the log of it. */
    static List<String> quiet() {
        return List.of(
                "--logging.level.root=off",
                "--logging.level.xbot=off",
                "--logging.level.xbot.StartFailureReporter=error");
    }
}
