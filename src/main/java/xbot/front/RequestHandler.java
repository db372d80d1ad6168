package xbot.front;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.contract.Code;
import xbot.contract.Refusal;
import xbot.front.strict.CallerConnection;
import xbot.front.strict.CallerConnections;
import xbot.trace.RequestTracer;

/**
 * What happens to each request: its transport is judged, its route is found, its body is read, and its route runs.
 *
 * @param maxBodySize in bytes; of a larger body the route is told, so that it can judge the caller first
 * @param tracer null where no request is traced
 */
record RequestHandler(
        CallerConnections callers,
        Routes routes,
        long maxBodySize,
        RouteRuns runs,
        Shutdown shutdown,
        RequestLog log,
        RequestTracer tracer) {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

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
        Refusal refusal = TransportRules.judge(http);
        if (refusal != null) {
            request.refuse(refusal);
            return;
        }
        request.visit =
                shutdown.isRefusing() ? null : routes.enter(http.method().name(), http.path());
        if (request.visit == null) {
            request.refuse(TransportRules.UNAVAILABLE);
            return;
        }
        request.connection.headArrived(status -> request.refuse(
                status.equals(HttpResponseStatus.REQUEST_TIMEOUT)
                        ? Refusal.of(Code.REQUEST_TIMEOUT)
                        : TransportRules.BAD_REQUEST));
        RouteConsumer route = request.visit.routes().find(request);
        if (route != null) {
            readBody(request, body -> guarded(request, () -> route.run(request, body, runs)));
        }
    }

    private static void guarded(ServedRequest request, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("{} could not be handed to a route", request.id, e);
            request.refuse(Refusal.of(Code.INTERNAL_ERROR));
        }
    }

    /** @param then gets the body, null where it is over the limit */
    private void readBody(ServedRequest request, Consumer<byte[]> then) {
        HttpServerRequest http = request.http;
        String announced = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > maxBodySize) {
            readNoMore(request, then);
            return;
        }
        if (isContinueExpected(http)) {
            http.response().writeContinue();
        }
        Buffer body = Buffer.buffer(256);
        http.handler(chunk -> {
            if (body.length() + chunk.length() > maxBodySize) {
                http.handler(null);
                http.endHandler(null);
                readNoMore(request, then);
            } else {
                body.appendBuffer(chunk);
            }
        });
        http.endHandler(end -> {
            request.connection.bodyArrived();
            then.accept(body.getBytes());
        });
    }

    private static void readNoMore(ServedRequest request, Consumer<byte[]> then) {
        request.http.pause();
        request.connection.bodyArrived();
        then.accept(null);
    }

    /** HTTP/1.0 knows no interim answers, and an expectation in it is ignored (RFC 9110 10.1.1). */
    private static boolean isContinueExpected(HttpServerRequest http) {
        return http.headers().contains(HttpHeaders.EXPECT)
                && http.version() == HttpVersion.HTTP_1_1
                && TransportRules.hasBody(http);
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
