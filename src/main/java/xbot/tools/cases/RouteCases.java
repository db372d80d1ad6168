package xbot.tools.cases;

import java.io.IOException;
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

/** Runs cases against the routes of a directory: each against a route set of its own, loaded as the pod loads it. */
final class RouteCases implements AutoCloseable {

    private final CasePod pod;
    private final Coverage coverage;

    /** Which routes start from platform-http, by id. */
    private final Map<String, Boolean> entries = new TreeMap<>();

    /**
     * @param properties as on a command line
     * @throws xbot.routes.InvalidRouteSet as at the start of the pod
     */
    RouteCases(Class<?> application, Path routes, List<String> properties) {
        pod = new CasePod(application, routes, properties);
        try {
            pod.renew(CasePartners.file(null));
            ModelCamelContext camel = pod.routes().start(new CaseLog(), Map.of(), new MockAnswerer(pod.clock()));
            coverage = new Coverage(camel);
            for (Route route : camel.getRoutes()) {
                entries.put(route.getRouteId(), route.getEndpoint() instanceof PlatformHttpEndpoint);
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
    List<CaseFile> read(List<Path> files, Collection<Finding> findings) {
        Set<Finding> found = new LinkedHashSet<>();
        List<CaseFile> read = new ArrayList<>();
        files.forEach(path -> CaseFileReader.read(path, found).ifPresent(read::add));
        read.forEach(file -> check(file, found));
        findings.addAll(found);
        return read;
    }

    List<CaseFile> read(Path directory, Collection<Finding> findings) throws IOException {
        List<Path> files = CaseFileReader.in(directory);
        if (files.isEmpty()) {
            findings.add(new Finding(directory.toString(), 1, "there is no *" + CaseFileReader.SUFFIX + " file"));
        }
        return read(files, findings);
    }

    private void check(CaseFile file, Collection<Finding> findings) {
        Boolean entry = entries.get(file.route());
        if (!Boolean.TRUE.equals(entry)) {
            String what = entry == null
                    ? "there is no route '" + file.route() + "'"
                            + CaseNode.suggestion(String.valueOf(file.route()), entries.keySet())
                    : "route '" + file.route() + "' does not start from platform-http";
            findings.add(new Finding(file.name(), file.routeLine(), what));
        }
        for (RouteCase routeCase : file.cases()) {
            routeCase.mocks().forEach((step, mock) -> checkStep(file, step, mock.line(), findings));
            routeCase.expect().calls().forEach((step, calls) -> checkStep(file, step, calls.line(), findings));
        }
        pod.renew(file.partners());
        pod.partnersFindings()
                .forEach(
                        finding -> findings.add(new Finding(file.name(), file.partnersLine(), "partners: " + finding)));
    }

    private void checkStep(CaseFile file, String step, int line, Collection<Finding> findings) {
        if (!coverage.ids().contains(step)) {
            String what = "unknown step '" + step + "'" + CaseNode.suggestion(step, coverage.ids());
            findings.add(new Finding(file.name(), line, what));
        }
    }

    CaseResult run(RouteCase routeCase) throws Exception {
        return new CaseRun(pod, routeCase).run(coverage);
    }

    @Override
    public void close() {
        pod.close();
    }
}
