package xbot.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import xbot.envelope.Envelope;
import xbot.envelope.EnvelopeWriter;

/** Writes answers; whoever writes one, it carries the same headers. */
final class Answer {

    /** Time for a caller to read a refusal while it still sends the body that was refused. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence X_CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

    private Answer() {}

    /** The headers that every answer has. */
    static void prepare(HttpServerResponse response, RequestRecord request) {
        prepare(response.headers(), request.requestId);
    }

    static void prepare(MultiMap headers, String requestId) {
        headers.set(HttpHeaders.CONTENT_TYPE, JSON)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .set(X_CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(X_REQUEST_ID, requestId);
    }

    static void refuse(HttpServerRequest request, TransportRefusal refusal) {
        RequestRecord exchange = RequestRecord.current();
        exchange.code = refusal.code;
        if (!request.response().headWritten()) {
            request.response().setStatusCode(refusal.status);
            byte[] body = EnvelopeWriter.write(
                    new Envelope.Failure(refusal.code, refusal.message, exchange.requestId, List.of()));
            end(request, body);
        }
    }

    /** Ends the response, and the connection too where its next bytes cannot be trusted or are not wanted. */
    static void end(HttpServerRequest request, byte[] body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (request.isEnded() && !TransportRules.isChunked(request) && !isClosing(response)) {
            response.end(Buffer.buffer(body));
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        response.end(Buffer.buffer(body)).onComplete(sent -> closeOnceRead(request));
    }

    private static boolean isClosing(HttpServerResponse response) {
        return response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }

    /** Closing on unread bytes would reset the connection and could take the answer with it. */
    private static void closeOnceRead(HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        Vertx vertx = Vertx.currentContext().owner();
        long timer =
                vertx.setTimer(LINGER_MILLIS, expired -> request.connection().close());
        request.handler(null);
        request.endHandler(read -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }
}
