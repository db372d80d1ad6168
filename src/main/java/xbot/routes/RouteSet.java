package xbot.routes;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import xbot.front.RouteTable;
import xbot.front.Routes;

/** All routes of one reading of the directory, the Camel context that runs them, and the requests it is answering. */
final class RouteSet implements Routes.Visit {

    private final RouteFiles files;
    private final Instant since;
    private final RouteModel model;
    private final RouteTable routes;
    private final StepFaults faults;
    private final KnownNames names;
    private final Conduct conduct = new Conduct();
    private final AtomicInteger inFlight = new AtomicInteger();

    RouteSet(
            RouteFiles files, Instant since, RouteModel model, RouteTable routes, StepFaults faults, KnownNames names) {
        this.files = files;
        this.since = since;
        this.model = model;
        this.routes = routes;
        this.faults = faults;
        this.names = names;
    }

    SortedMap<String, String> hashes() {
        return files.hashes();
    }

    String hash() {
        return files.hash();
    }

    /** As it was loaded; null where there is no such file. */
    byte[] file(String name) {
        return files.contents().get(name);
    }

    Instant since() {
        return since;
    }

    ModelCamelContext camel() {
        return model.camel();
    }

    void throwIfAStartIsMissing() {
        InvalidRouteSet.throwIfAny(MissingJars.starts(model, names));
    }

    /** Lets Camel stop at the first step that it cannot make. */
    void startUnjudged() {
        faults.end();
    }

    /**
     * All that keeps it from serving, which Camel itself would notice one by one, at the first request, or never. To be
     * called when the context is started.
     *
     * @param thorough also what would fail at the first message that takes its way
     */
    Set<Finding> judge(boolean thorough) {
        faults.end();
        Set<Finding> findings = new TreeSet<>(LinkRules.judge(model));
        findings.addAll(ModelRules.judge(model, names, files.contents()));
        faults.findings(model).forEach(findings::add);
        if (thorough) {
            model.calls().flatMap(new EndpointRules(names)::judge).forEach(findings::add);
        }
        return findings;
    }

    Conduct conduct() {
        return conduct;
    }

    /** Requests that wait for their answer. */
    int inFlight() {
        return inFlight.get();
    }

    /** Exchanges of any kind, also those that were handed on beside an answer. */
    int unfinished() {
        return Math.max(inFlight(), camel().getInflightRepository().size());
    }

    /** Fails the calls that are still open, so that each exchange ends in the error handling of its route. */
    void cutCallsOff() {
        for (Endpoint endpoint : camel().getEndpoints()) {
            if (endpoint instanceof VertxHttpEndpoint) {
                endpoint.stop();
            }
        }
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    @Override
    public Routes.Visit end(Exchange exchange, int status) {
        conduct.ended(exchange, status);
        return null;
    }

    @Override
    public void leave() {
        inFlight.decrementAndGet();
    }

    @Override
    public RouteTable routes() {
        return routes;
    }
}
