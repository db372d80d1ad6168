package xbot.front;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the body into memory, up to a limit. A larger one is not read on: the route is told, so that it can judge the
 * caller first.
 */
final class RequestBody implements Handler<RoutingContext> {

    /** Routing context keys: the body as {@code byte[]}; TRUE where it is over the limit. */
    static final String BODY = "xbot.body";

    static final String TOO_LARGE = "xbot.bodyTooLarge";

    private final long maxSize;

    RequestBody(long maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (announcedLength(request) > maxSize) {
            tooLarge(context);
            return;
        }
        if (isContinueExpected(request)) {
            context.response().writeContinue();
        }
        Buffer body = Buffer.buffer(256);
        request.handler(chunk -> {
            if (body.length() + chunk.length() > maxSize) {
                request.handler(null);
                request.endHandler(null);
                tooLarge(context);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            RequestRecord.current().connection.bodyArrived();
            context.put(BODY, body.getBytes());
            context.next();
        });
    }

    private static void tooLarge(RoutingContext context) {
        context.request().pause();
        RequestRecord.current().connection.bodyArrived();
        context.put(TOO_LARGE, true);
        context.next();
    }

    /** To be looked past in HTTP/1.0, which knows no interim answers (RFC 9110 10.1.1). */
    private static boolean isContinueExpected(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT)
                && request.version() == HttpVersion.HTTP_1_1
                && TransportRules.hasBody(request);
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
