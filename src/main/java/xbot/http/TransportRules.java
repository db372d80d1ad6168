package xbot.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** What Netty and Vert.x let through and a strict front must not (RFC 9112, RFC 9110). */
final class TransportRules {

    private static final int MAX_HEADERS = 100;
    private static final List<String> SINGLE_HEADERS =
            List.of("host", "content-length", "content-type", "content-encoding", "x-api-key", "xp-api-key");

    private TransportRules() {}

    /** The refusal that this request earns, or null. */
    static TransportRefusal judge(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (headers.size() > MAX_HEADERS) {
            return TransportRefusal.HEADERS_TOO_LARGE;
        }
        for (String name : SINGLE_HEADERS) {
            if (isRepeated(headers, name)) {
                return TransportRefusal.REPEATED_HEADER;
            }
        }
        String host = headers.get("host");
        if (host == null || !isHost(host) || !isFramingClear(headers)) {
            return TransportRefusal.BAD_REQUEST;
        }
        return isCanonicalPath(request.uri()) ? null : TransportRefusal.NOT_FOUND;
    }

    /** Why Netty could not read the request. */
    static TransportRefusal ofDecoderFailure(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return TransportRefusal.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException
                ? TransportRefusal.HEADERS_TOO_LARGE
                : TransportRefusal.BAD_REQUEST;
    }

    static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains("transfer-encoding");
    }

    private static boolean isRepeated(MultiMap headers, String name) {
        String first = headers.get(name);
        return first != null && headers.getAll(name).size() > 1;
    }

    /** Only "chunked", once: anything else leaves open where the body ends (RFC 9112 6.1). */
    private static boolean isFramingClear(MultiMap headers) {
        String encoding = headers.get("transfer-encoding");
        return encoding == null
                || (headers.getAll("transfer-encoding").size() == 1
                        && encoding.trim().equalsIgnoreCase("chunked")
                        && !headers.contains("content-length"));
    }

    private static boolean isHost(String host) {
        return !host.isEmpty() && host.chars().allMatch(c -> isWord(c) || c == ':' || c == '[' || c == ']');
    }

    /** Routes are found by the path as sent: no second spelling of a path may reach them. */
    private static boolean isCanonicalPath(String uri) {
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i == start && path.length() > 1 || isDots(path, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (!isWord(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDots(String path, int start, int end) {
        return end - start == 1 && path.charAt(start) == '.' || end - start == 2 && path.startsWith("..", start);
    }

    private static boolean isWord(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
