package xbot.front;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections few and busy: refuses those over a number, and cuts those that take longer than a limit to deliver
 * a complete request. Vert.x's own idle time-out starts again with every byte, so a caller that dribbles would hold a
 * connection for ever, and it would cut a request that waits for an upstream.
 */
final class SlowCallers {

    static final int MAX_CONNECTIONS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SlowCallers.class);

    private final Map<HttpConnection, CallerConnection> connections = new ConcurrentHashMap<>();
    private final long limitNanos;
    private final int maxConnections;
    private volatile boolean retiring;

    SlowCallers(Vertx vertx, Duration limit, int maxConnections) {
        this.limitNanos = limit.toNanos();
        this.maxConnections = maxConnections;
        vertx.setPeriodic(Math.max(100, limit.toMillis() / 20), tick -> sweep(System.nanoTime()));
    }

    int connections() {
        return connections.size();
    }

    /** @param options those of the server that it is a connection of */
    void connected(HttpConnection connection, HttpServerOptions options) {
        if (connections.size() >= maxConnections) {
            connection.close();
            return;
        }
        ConnectionBase netty = (ConnectionBase) connection;
        ChannelPipeline pipeline = netty.channel().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(options));
        CallerConnection caller = new CallerConnection(netty, limitNanos, () -> retiring);
        pipeline.addBefore("handler", "caller", caller);
        connections.put(connection, caller);
        connection.closeHandler(closed -> connections.remove(connection));
        connection.exceptionHandler(e -> LOG.debug("connection failed: {}", e.toString()));
    }

    /** Null where the connection was refused or is closed. */
    CallerConnection of(HttpServerRequest request) {
        return connections.get(request.connection());
    }

    /** From now on each connection ends with its next answer. */
    void retire() {
        retiring = true;
    }

    private void sweep(long now) {
        connections.forEach((connection, caller) -> {
            if (caller.isOverdue(now)) {
                ((ConnectionBase) connection).channel().eventLoop().execute(caller::cutIfOverdue);
            }
        });
    }
}
