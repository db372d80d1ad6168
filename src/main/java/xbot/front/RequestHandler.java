package xbot.front;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.front.strict.CallerConnection;
import xbot.front.strict.CallerConnections;
import xbot.front.strict.Fault;
import xbot.trace.RequestTracer;

/** What happens to each request: its transport is judged, its route is found, its body is read, and its route runs. */
final class RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final CallerConnections callers;
    private final Routes routes;
    private final RequestBody bodies;
    private final Executor workers;
    private final Shutdown shutdown;
    private final RequestLog log;
    private final RequestTracer tracer;

    /**
     * @param workers run the routes
     * @param tracer null where no request is traced
     */
    RequestHandler(
            CallerConnections callers,
            Routes routes,
            RequestBody bodies,
            Executor workers,
            Shutdown shutdown,
            RequestLog log,
            RequestTracer tracer) {
        this.callers = callers;
        this.routes = routes;
        this.bodies = bodies;
        this.workers = workers;
        this.shutdown = shutdown;
        this.log = log;
        this.tracer = tracer;
    }

    void handle(HttpServerRequest http) {
        ServedRequest request = open(http);
        if (request != null) {
            guarded(request, () -> serve(request));
        }
    }

    private void serve(ServedRequest request) {
        HttpServerRequest http = request.http;
        if (tracer != null) {
            request.trace = tracer.begin(http.method().name(), http.headers());
        }
        TransportRefusal refusal = TransportRules.judge(http);
        if (refusal != null) {
            request.refuse(refusal);
            return;
        }
        request.visit = shutdown.isRefusing() ? null : routes.enter();
        if (request.visit == null) {
            request.refuse(TransportRefusal.STOPPING);
            return;
        }
        request.connection.headArrived(fault ->
                request.refuse(fault == Fault.LATE ? TransportRefusal.REQUEST_TIMEOUT : TransportRefusal.BAD_REQUEST));
        RouteConsumer route = request.visit.routes().find(request);
        if (route != null) {
            bodies.read(request, body -> guarded(request, () -> route.run(request, body, workers)));
        }
    }

    private static void guarded(ServedRequest request, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{} could not be handed to a route", request.id, e);
            request.refuse(TransportRefusal.INTERNAL_ERROR);
        }
    }

    /** For a request that Netty could not read. */
    void handleInvalid(HttpServerRequest http) {
        ServedRequest request = open(http);
        if (request != null) {
            request.refuse(TransportRules.ofDecoderFailure(http.decoderResult().cause()));
        }
    }

    /** Counts the request in; null where it came behind the last one that its connection may have. */
    private ServedRequest open(HttpServerRequest http) {
        CallerConnection connection = callers.of(http);
        if (connection == null || connection.isClosing()) {
            return null;
        }
        ServedRequest request = new ServedRequest(http, connection, this::close);
        shutdown.entered();
        http.response().endHandler(ended -> {
            // before the next request, which may have come already
            connection.answered();
            request.end();
        });
        http.response().closeHandler(closed -> request.end());
        http.exceptionHandler(e -> LOG.debug("{} the caller is gone: {}", request.id, e.toString()));
        return request;
    }

    private void close(ServedRequest request) {
        shutdown.left();
        if (request.visit != null) {
            request.visit.leave();
        }
        log.record(request, request.http.response().getStatusCode());
    }
}
