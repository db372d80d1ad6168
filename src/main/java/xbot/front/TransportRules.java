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
import java.util.regex.Pattern;
import xbot.contract.Code;
import xbot.contract.Refusal;

/** What Netty and Vert.x let through and a strict front must not (RFC 9112, RFC 9110). */
@SuppressWarnings("StaticAssignmentOfThrowable") // a refusal has no stack trace
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

    static final Refusal BAD_REQUEST = Refusal.of(Code.INVALID_REQUEST, "the request is not valid HTTP");
    static final Refusal REPEATED_HEADER =
            Refusal.of(Code.INVALID_REQUEST, "a header that may be given once is given more than once");
    static final Refusal NOT_FOUND = Refusal.of(Code.NOT_FOUND);
    static final Refusal URI_TOO_LONG = Refusal.of(Code.URI_TOO_LONG);
    static final Refusal UNAVAILABLE = Refusal.of(Code.UNAVAILABLE, Map.of("Retry-After", "1"));
    static final Refusal HEADERS_TOO_LARGE = Refusal.of(Code.HEADERS_TOO_LARGE);

    private static final Pattern HOST = Pattern.compile("(?!:)[A-Za-z0-9._~:\\[\\]-]+");

    /** No second spelling of a path: no escapes, empty segments, {@code .} or {@code ..}, and no slash at the end. */
    private static final Pattern PATH =
            Pattern.compile("/(?!.*//)(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[A-Za-z0-9._~/-]*(?<!./)");

    private TransportRules() {}

    /** The refusal that this request earns, or null. */
    static Refusal judge(HttpServerRequest request) {
        MultiMap headers = request.headers();
        int count = 0;
        int seen = 0;
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            int single = bitOf(name);
            if (name.isEmpty()) {
                return BAD_REQUEST;
            }
            if (++count > MAX_HEADERS) {
                return HEADERS_TOO_LARGE;
            }
            if ((seen & single) != 0) {
                return REPEATED_HEADER;
            }
            seen |= single;
        }
        if (!isHost(headers.get(HttpHeaders.HOST)) || !isFramingClear(request) || !isExpectationKnown(headers)) {
            return BAD_REQUEST;
        }
        return isCanonicalPath(request.uri()) ? null : NOT_FOUND;
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
    static Refusal ofDecoderFailure(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException
                ? HEADERS_TOO_LARGE
                : BAD_REQUEST;
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
        return host != null && HOST.matcher(host).matches() && HostAndPort.parseAuthority(host, 0) != null;
    }

    /** Routes are found by the path as sent. */
    private static boolean isCanonicalPath(String uri) {
        int end = uri.indexOf('?');
        return PATH.matcher(end < 0 ? uri : uri.substring(0, end)).matches();
    }
}
