package xbot.front;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.X509KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import xbot.trace.RequestTracer;

/** The server of the traffic port: judges the transport, hands requests to the routes that serve, and drains on stop. */
public final class TrafficServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficServer.class);
    private static final int MAX_REQUEST_LINE = 4096;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final HttpProperties properties;
    private final SslBundles sslBundles;
    private final Vertx vertx;
    private final Routes routes;
    private final SlowCallers slowCallers;
    private final RequestLog log;
    private final RequestTracer tracer;
    private final Drain drain;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    /** @param tracer null where no request is traced */
    TrafficServer(
            HttpProperties properties,
            SslBundles sslBundles,
            Vertx vertx,
            Routes routes,
            SlowCallers slowCallers,
            RequestLog log,
            RequestTracer tracer) {
        this.properties = properties;
        this.sslBundles = sslBundles;
        this.vertx = vertx;
        this.routes = routes;
        this.slowCallers = slowCallers;
        this.log = log;
        this.tracer = tracer;
        this.drain = new Drain(vertx, properties.shutdownGrace());
    }

    /** The port that is listened on; differs from the configured one where that is 0. */
    public int port() {
        return servers.get(0).actualPort();
    }

    @Override
    public void start() {
        // one server per event loop; Vert.x lets them share the port
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
        Future<String> deployed = vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(eventLoops));
        try {
            deployed.toCompletionStage().toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(cannotListen(e.getCause()), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("the traffic port did not open within " + START_LIMIT, e);
        }
        running = true;
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
        @Override
        public void start(Promise<Void> started) {
            HttpServerOptions options = options();
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(connection -> slowCallers.connected(connection, options))
                    .requestHandler(TrafficServer.this::receive)
                    .invalidRequestHandler(TrafficServer.this::receiveInvalid)
                    .exceptionHandler(e -> LOG.debug("connection failed: {}", e.toString()));
            server.listen(properties.port(), properties.host())
                    .onSuccess(servers::add)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxHeaderSize((int) properties.maxHeaderSize().toBytes())
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setTcpFastOpen(false)
                .setAcceptBacklog(1024);
        if (properties.sslBundle() != null) {
            SslBundle bundle = sslBundles.getBundle(properties.sslBundle());
            options.setSsl(true).setKeyCertOptions(keys(bundle));
            sslBundles.addBundleUpdateHandler(properties.sslBundle(), this::renewKeys);
        }
        return options;
    }

    private void renewKeys(SslBundle bundle) {
        servers.forEach(server -> server.updateSSLOptions(
                new HttpServerOptions().setKeyCertOptions(keys(bundle)).getSslOptions()));
    }

    private static KeyCertOptions keys(SslBundle bundle) {
        return KeyCertOptions.wrap((X509KeyManager) bundle.getManagers().getKeyManagers()[0]);
    }

    private void receive(HttpServerRequest request) {
        RequestRecord exchange = open(request);
        if (exchange == null) {
            return;
        }
        if (tracer != null) {
            exchange.trace = tracer.begin(request.method().name(), request.headers());
        }
        Routes.Visit visit = drain.isRefusing() ? null : routes.enter();
        exchange.onClose(() -> close(request, exchange, visit));
        try {
            TransportRefusal refusal = TransportRules.judge(request);
            if (refusal == null && visit == null) {
                refusal = TransportRefusal.STOPPING;
            }
            if (refusal == null) {
                exchange.connection.headArrived(request, exchange);
                visit.router().handle(request);
            } else {
                Answer.refuse(request, exchange, refusal);
            }
        } catch (RuntimeException e) {
            LOG.error("{} could not be handed to a route", exchange.requestId, e);
            Answer.refuse(request, exchange, TransportRefusal.INTERNAL_ERROR);
        }
    }

    private void receiveInvalid(HttpServerRequest request) {
        RequestRecord exchange = open(request);
        if (exchange != null) {
            exchange.onClose(() -> close(request, exchange, null));
            Answer.refuse(
                    request,
                    exchange,
                    TransportRules.ofDecoderFailure(request.decoderResult().cause()));
        }
    }

    /** Counts the request in; null where it came behind the last one that its connection may have. */
    private RequestRecord open(HttpServerRequest request) {
        CallerConnection connection = slowCallers.of(request);
        if (connection == null || connection.isClosing()) {
            return null;
        }
        RequestRecord exchange = RequestRecord.of(request, connection);
        HttpServerResponse response = request.response();
        Answer.prepare(response, exchange);
        exchange.open();
        drain.entered();
        response.endHandler(ended -> {
            // before the next request, which may have come already
            connection.answered();
            exchange.end();
        });
        response.closeHandler(closed -> exchange.end());
        request.exceptionHandler(e -> LOG.debug("{} the caller is gone: {}", exchange.requestId, e.toString()));
        return exchange;
    }

    /** Counts it out when it is answered, or its caller is gone, and no route has it. */
    private void close(HttpServerRequest request, RequestRecord exchange, Routes.Visit visit) {
        drain.left();
        if (visit != null) {
            visit.leave();
        }
        log.record(exchange, request.response().getStatusCode());
    }

    boolean isDraining() {
        return drain.isDraining();
    }

    int inFlight() {
        return drain.inFlight();
    }

    /**
     * Serves on, so that a load balancer has time to notice, until callers stay away or the grace is over; then refuses
     * what is new, lets what is in flight finish, and closes.
     */
    @Override
    public void stop(Runnable stopped) {
        slowCallers.retire();
        drain.begin(() -> {
            CompletableFuture<?>[] closed = servers.stream()
                    .map(server -> server.close().toCompletionStage().toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(closed)
                    .orTimeout(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> {
                        running = false;
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
        return running;
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
