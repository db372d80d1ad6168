package xbot.front;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;

/** The server of the traffic port: opens it when the routes can serve, and closes it in steps. */
public final class TrafficServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficServer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final HttpProperties properties;
    private final SslBundles sslBundles;
    private final Vertx vertx;
    private final RequestHandler requests;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    TrafficServer(HttpProperties properties, SslBundles sslBundles, Vertx vertx, RequestHandler requests) {
        this.properties = properties;
        this.sslBundles = sslBundles;
        this.vertx = vertx;
        this.requests = requests;
    }

    /** The port that is listened on; differs from the configured one where that is 0. */
    public int port() {
        return servers.get(0).actualPort();
    }

    @Override
    public void start() {
        HttpServerOptions options = ServerOptions.of(properties, sslBundles);
        // one server per event loop; Vert.x lets them share the port
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
        Future<String> deployed =
                vertx.deployVerticle(() -> new Listener(options), new DeploymentOptions().setInstances(eventLoops));
        try {
            deployed.toCompletionStage().toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(cannotListen(e.getCause()), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("the traffic port did not open within " + START_LIMIT, e);
        }
        ServerOptions.renewKeys(servers, properties, sslBundles);
        LOG.info("Traffic is served on {}:{}", properties.host(), port());
    }

    private String cannotListen(Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        String port = "xbot.http.port: " + properties.port() + " of " + properties.host();
        return reason.contains("already in use")
                ? port + " is in use; stop what listens there, or start with --xbot.http.port=PORT"
                : port + " cannot be listened on: " + reason;
    }

    private final class Listener extends AbstractVerticle {
        private final HttpServerOptions options;

        Listener(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .connectionHandler(connection -> requests.callers().connected(connection, options))
                    .requestHandler(requests::handle)
                    .invalidRequestHandler(requests::handleInvalid)
                    .exceptionHandler(e -> LOG.debug("connection failed: {}", e.toString()))
                    .listen(properties.port(), properties.host())
                    .onSuccess(servers::add)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    @Override
    public void stop(Runnable stopped) {
        requests.shutdown().begin(() -> {
            CompletableFuture<?>[] closed = servers.stream()
                    .map(server -> server.close().toCompletionStage().toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(closed)
                    .orTimeout(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> {
                        servers.clear();
                        stopped.run();
                    });
        });
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stopping takes time: use stop(Runnable)");
    }

    @Override
    public boolean isRunning() {
        return !servers.isEmpty();
    }

    /** Opened when the routes can serve, which is after Spring's own lifecycle. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }

    /** Stopped first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
