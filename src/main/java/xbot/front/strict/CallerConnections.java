package xbot.front.strict;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections few and busy: refuses those over a number, and cuts those that take too long to deliver a request
 * or rest too long without one. Vert.x's own idle time-out starts again with every byte, so a caller that dribbles would hold a
 * connection for ever, and it would cut a request that waits for an upstream.
 */
public final class CallerConnections {

    public static final int MAX_CONNECTIONS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallerConnections.class);

    private final Map<HttpConnection, CallerConnection> connections = new ConcurrentHashMap<>();
    private final Duration deliver;
    private final Duration rest;
    private final int maxConnections;
    private final BooleanSupplier retiring;

    /**
     * @param deliver the time for a request to arrive, from its first byte to its last
     * @param rest the time that a connection may be open without a request
     * @param retiring says whether each answer is to be the last of its connection
     */
    public CallerConnections(
            Vertx vertx, Duration deliver, Duration rest, int maxConnections, BooleanSupplier retiring) {
        this.deliver = deliver;
        this.rest = rest;
        this.maxConnections = maxConnections;
        this.retiring = retiring;
        long shorter = Math.min(deliver.toMillis(), rest.toMillis());
        vertx.setPeriodic(Math.max(100, shorter / 20), tick -> sweep(System.nanoTime()));
    }

    public int count() {
        return connections.size();
    }

    /** @param options those of the server that it is a connection of */
    public void connected(HttpConnection connection, HttpServerOptions options) {
        if (connections.size() >= maxConnections) {
            connection.close();
            return;
        }
        ConnectionBase netty = (ConnectionBase) connection;
        ChannelPipeline pipeline = netty.channel().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(options));
        CallerConnection caller = new CallerConnection(netty, deliver, rest, retiring);
        pipeline.addBefore("handler", "caller", caller);
        connections.put(connection, caller);
        connection.closeHandler(closed -> connections.remove(connection));
        connection.exceptionHandler(e -> LOG.debug("connection failed: {}", e.toString()));
    }

    /** Null where the connection was refused or is closed. */
    public CallerConnection of(HttpServerRequest request) {
        return connections.get(request.connection());
    }

    private void sweep(long now) {
        connections.forEach((connection, caller) -> {
            if (caller.isOverdue(now)) {
                ((ConnectionBase) connection).channel().eventLoop().execute(caller::cutIfOverdue);
            }
        });
    }
}
