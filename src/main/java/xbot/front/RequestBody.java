package xbot.front;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Reads bodies into memory, up to a limit. A larger one is not read on: the route is told, so that it can judge the
 * caller first.
 */
final class RequestBody {

    private final long maxSize;

    RequestBody(long maxSize) {
        this.maxSize = maxSize;
    }

    /** @param then gets the body, null where it is over the limit */
    void read(ServedRequest request, Consumer<byte[]> then) {
        HttpServerRequest http = request.http;
        if (announcedLength(http) > maxSize) {
            refuseMore(request, then);
            return;
        }
        if (isContinueExpected(http)) {
            http.response().writeContinue();
        }
        Buffer body = Buffer.buffer(256);
        http.handler(chunk -> {
            if (body.length() + chunk.length() > maxSize) {
                http.handler(null);
                http.endHandler(null);
                refuseMore(request, then);
            } else {
                body.appendBuffer(chunk);
            }
        });
        http.endHandler(end -> {
            request.connection.bodyArrived();
            then.accept(body.getBytes());
        });
    }

    private static void refuseMore(ServedRequest request, Consumer<byte[]> then) {
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

    private static long announcedLength(HttpServerRequest http) {
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
