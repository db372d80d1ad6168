package xbot.routes;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import xbot.front.Routes;

/** All routes of one reading of the directory, the Camel context that runs them, and the requests it is answering. */
final class RouteSet implements Routes.Visit {

    private final RouteFiles files;
    private final Instant since;
    private final CamelContext camel;
    private final Router router;
    private final AtomicInteger inFlight = new AtomicInteger();

    RouteSet(RouteFiles files, Instant since, CamelContext camel, Router router) {
        this.files = files;
        this.since = since;
        this.camel = camel;
        this.router = router;
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

    CamelContext camel() {
        return camel;
    }

    int inFlight() {
        return inFlight.get();
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    @Override
    public void leave() {
        inFlight.decrementAndGet();
    }

    @Override
    public Router router() {
        return router;
    }
}
