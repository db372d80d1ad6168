package xbot.bundle;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import xbot.http.Routes;

/** All routes of one reading of the directory, the Camel context that runs them, and the requests it is answering. */
final class RouteSet implements Routes.Visit {

    private final String hash;
    private final Instant since;
    private final CamelContext camel;
    private final Router router;
    private final AtomicInteger inFlight = new AtomicInteger();

    RouteSet(String hash, Instant since, CamelContext camel, Router router) {
        this.hash = hash;
        this.since = since;
        this.camel = camel;
        this.router = router;
    }

    String hash() {
        return hash;
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
