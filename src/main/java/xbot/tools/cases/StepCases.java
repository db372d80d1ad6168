package xbot.tools.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xbot.routes.Finding;
import xbot.routes.InvalidRouteSet;

/**
 * Which cases exercise which steps.
 *
 * @param names of the cases by the id of a step; without those that no case exercises
 * @param faults what keeps the cases from being run, and those that fail
 */
public record StepCases(Map<String, Set<String>> names, List<String> faults) {

    /** Runs all cases beside the routes of a directory; null where it has none. */
    public static StepCases of(Class<?> application, Arguments given) throws Exception {
        List<Path> files = CaseReader.in(Path.of(given.directory()));
        if (files.isEmpty()) {
            return null;
        }
        try (RouteCases routeCases = new RouteCases(application, given)) {
            List<Finding> findings = new ArrayList<>();
            List<RouteCase> cases = routeCases.read(files, findings);
            List<String> faults =
                    new ArrayList<>(findings.stream().map(Finding::toString).toList());
            for (RouteCase routeCase : findings.isEmpty() ? cases : List.<RouteCase>of()) {
                if (!routeCases.run(routeCase).isOk()) {
                    faults.add("the case '" + routeCase.name() + "' fails");
                }
            }
            return new StepCases(routeCases.coverage().cases(), faults);
        } catch (InvalidRouteSet e) {
            return new StepCases(
                    Map.of(), e.findings().stream().map(Finding::toString).toList());
        }
    }
}
