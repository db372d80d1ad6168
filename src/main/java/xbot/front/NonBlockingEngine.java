package xbot.front;

import java.util.concurrent.Executor;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/** Camel's Vert.x engine with consumers that hold no thread while a route waits. */
final class NonBlockingEngine extends VertxPlatformHttpEngine {

    /** The name under which the router of a Camel context is found in its registry. */
    static final String ROUTER_NAME = "platform-http-router-traffic";

    private final Executor workers;

    NonBlockingEngine(Executor workers) {
        this.workers = workers;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new NonBlockingConsumer(endpoint, processor, ROUTER_NAME, workers);
    }

    @Override
    public int getServerPort() {
        return 0;
    }
}
