package xbot.front;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import xbot.contract.Envelope;
import xbot.contract.EnvelopeWriter;

/** Writes answers; whoever writes one, it carries the same headers. For the event loop of the request. */
final class Answer {

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence X_CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
    private static final CharSequence A_SECOND = HttpHeaders.createOptimized("1");

    private Answer() {}

    /** The headers that every answer has. */
    static void prepare(HttpServerResponse response, RequestRecord exchange) {
        prepare(response.headers(), exchange.requestId);
    }

    static void prepare(MultiMap headers, String requestId) {
        headers.set(HttpHeaders.CONTENT_TYPE, JSON)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .set(X_CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(X_REQUEST_ID, requestId);
    }

    static void refuse(HttpServerRequest request, RequestRecord exchange, TransportRefusal refusal) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        exchange.code = refusal.code;
        response.setStatusCode(refusal.status);
        if (refusal.closes) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (refusal == TransportRefusal.STOPPING) {
            response.putHeader(HttpHeaders.RETRY_AFTER, A_SECOND);
        }
        end(
                request,
                exchange,
                EnvelopeWriter.write(
                        new Envelope.Failure(refusal.code, refusal.message, exchange.requestId, List.of())));
    }

    /** Ends the response, and the connection too where its next bytes cannot be trusted or are not wanted. */
    static void end(HttpServerRequest request, RequestRecord exchange, byte[] body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        boolean closes = isClosing(response) || exchange.connection.isRetiring();
        if (!closes && (request.isEnded() || !TransportRules.hasBody(request))) {
            response.end(Buffer.buffer(body));
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.connection.ignoreWhatFollows();
        response.end(Buffer.buffer(body)).onComplete(sent -> exchange.connection.closeGently());
    }

    private static boolean isClosing(HttpServerResponse response) {
        return response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }
}
