package xbot.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.model.ModelCamelContext;

/** Runs the route set of the directory for a tool: loaded, checked and started as the pod does, and served to nobody. */
public final class RouteSetTrial {

    private final RouteSetFactory factory;
    private final Path directory;
    private final AtomicInteger number = new AtomicInteger();

    RouteSetTrial(RouteSetFactory factory, Path directory) {
        this.factory = factory;
        this.directory = directory;
    }

    /**
     * @param prepare gets the context before it has routes
     * @return started; to be stopped by the caller
     * @throws InvalidRouteSet as at the start of the pod
     */
    public ModelCamelContext start(Consumer<ModelCamelContext> prepare) {
        try {
            RouteFiles files = RouteFiles.read(directory);
            return factory.create(number.incrementAndGet(), files, prepare).camel();
        } catch (IOException e) {
            throw InvalidRouteSet.unreadable(directory, e);
        }
    }
}
