package xbot.tools.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import xbot.routes.Finding;
import xbot.text.Spelling;

/** Runs cases against the routes of a directory: each against a route set of its own, loaded as the pod loads it. */
final class RouteCases implements AutoCloseable {

    private final CasePod pod;
    private final Coverage coverage;

    /** Which routes are entries, by id. */
    private final Map<String, Boolean> entries = new TreeMap<>();

    /**
     * @throws xbot.routes.InvalidRouteSet as at the start of the pod
     */
    RouteCases(Class<?> application, Arguments given) {
        pod = new CasePod(application, given);
        try {
            ModelCamelContext camel = pod.routes().start(new CaseLog(), Map.of(), new MockAnswerer(pod.clock()));
            coverage = new Coverage(camel);
            for (Route route : camel.getRoutes()) {
                entries.put(route.getRouteId(), route.getConsumer().getEndpoint() instanceof PlatformHttpEndpoint);
            }
            camel.stop();
        } catch (RuntimeException e) {
            pod.close();
            throw e;
        }
    }

    Coverage coverage() {
        return coverage;
    }

    /** @param findings whatever is wrong with the files; where there is any, their cases are of no use */
    List<RouteCase> read(List<Path> files, Collection<Finding> findings) {
        Set<Finding> found = new LinkedHashSet<>();
        List<RouteCase> read = new ArrayList<>();
        files.forEach(path -> read.addAll(CaseReader.read(path, found)));
        read.stream().map(RouteCase::file).distinct().forEach(file -> check(file, found));
        read.forEach(routeCase -> checkSteps(routeCase, found));
        findings.addAll(found);
        return read;
    }

    private void check(CaseFile file, Collection<Finding> findings) {
        Boolean entry = entries.get(file.route());
        if (!Boolean.TRUE.equals(entry)) {
            String what = entry == null
                    ? "there is no route '" + file.route() + "'" + Spelling.suggestion(file.route(), entries.keySet())
                    : "route '" + file.route() + "' starts neither from platform-http nor from rest";
            findings.add(CaseReader.finding(file.name(), file.routeLine(), what));
        }
        pod.renew(file.partners());
        pod.partnersFindings()
                .forEach(finding ->
                        findings.add(CaseReader.finding(file.name(), file.partnersLine(), "partners: " + finding)));
    }

    private void checkSteps(RouteCase routeCase, Collection<Finding> findings) {
        routeCase
                .mocks()
                .keySet()
                .forEach(step -> checkStep(routeCase.file(), step, routeCase.mockLine(step), findings));
        if (routeCase.expect().has("calls")) {
            routeCase
                    .expect()
                    .get("calls")
                    .members()
                    .forEach((step, calls) -> checkStep(routeCase.file(), step, calls.line(), findings));
        }
    }

    private void checkStep(CaseFile file, String step, int line, Collection<Finding> findings) {
        if (!coverage.ids().contains(step)) {
            String what = "unknown step '" + step + "'" + Spelling.suggestion(step, coverage.ids());
            findings.add(CaseReader.finding(file.name(), line, what));
        }
    }

    CaseRun.Result run(RouteCase routeCase) throws Exception {
        return new CaseRun(pod, routeCase).run(coverage);
    }

    @Override
    public void close() {
        pod.close();
    }
}
