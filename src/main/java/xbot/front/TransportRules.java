package xbot.front;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;

/** What Netty and Vert.x let through and a strict front must not (RFC 9112, RFC 9110). */
final class TransportRules {

    private static final int MAX_HEADERS = 100;
    private static final List<String> SINGLE_HEADERS = List.of(
            "host",
            "content-length",
            "transfer-encoding",
            "content-type",
            "content-encoding",
            "expect",
            "x-api-key",
            "xp-api-key");

    private TransportRules() {}

    /** The refusal that this request earns, or null. */
    static TransportRefusal judge(HttpServerRequest request) {
        MultiMap headers = request.headers();
        int count = 0;
        int seen = 0;
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            int single = bitOf(name);
            if (name.isEmpty()) {
                return TransportRefusal.BAD_REQUEST;
            }
            if (++count > MAX_HEADERS) {
                return TransportRefusal.HEADERS_TOO_LARGE;
            }
            if ((seen & single) != 0) {
                return TransportRefusal.REPEATED_HEADER;
            }
            seen |= single;
        }
        if (!isHost(headers.get(HttpHeaders.HOST)) || !isFramingClear(request) || !isExpectationKnown(headers)) {
            return TransportRefusal.BAD_REQUEST;
        }
        return isCanonicalPath(request.uri()) ? null : TransportRefusal.NOT_FOUND;
    }

    private static int bitOf(String name) {
        for (int i = 0; i < SINGLE_HEADERS.size(); i++) {
            if (name.equalsIgnoreCase(SINGLE_HEADERS.get(i))) {
                return 1 << i;
            }
        }
        return 0;
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

    /** As far as its head says. */
    static boolean hasBody(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Only "chunked", once: anything else leaves open where the body ends (RFC 9112 6.1). */
    private static boolean isFramingClear(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String encoding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        return encoding == null
                || (request.version() == HttpVersion.HTTP_1_1
                        && encoding.equalsIgnoreCase("chunked")
                        && !headers.contains(HttpHeaders.CONTENT_LENGTH));
    }

    private static boolean isExpectationKnown(MultiMap headers) {
        String expectation = headers.get(HttpHeaders.EXPECT);
        return expectation == null || expectation.equalsIgnoreCase("100-continue");
    }

    private static boolean isHost(String host) {
        return host != null
                && !host.isEmpty()
                && host.charAt(0) != ':'
                && host.chars().allMatch(c -> isWord(c) || c == ':' || c == '[' || c == ']')
                && HostAndPort.parseAuthority(host, 0) != null;
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
