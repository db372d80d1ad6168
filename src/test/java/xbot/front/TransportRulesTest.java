package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.contract.Refusal;

/** The rules that Netty keeps today as well, so that they hold if it stops. The rest is in {@link StrictHttpTest}. */
class TransportRulesTest {

    private static final Map<String, Refusal> REFUSALS = Map.of(
            "BAD_REQUEST", TransportRules.BAD_REQUEST,
            "REPEATED_HEADER", TransportRules.REPEATED_HEADER,
            "NOT_FOUND", TransportRules.NOT_FOUND);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // uri, version, a header, refusal
                "/a, HTTP_1_1, -, -",
                "/, HTTP_1_1, -, -",
                "/a/b.c~d_e-f?x=/../%00, HTTP_1_1, -, -",
                "/a?, HTTP_1_0, -, -",
                "/a, HTTP_1_1, Transfer-Encoding:chunked, -",
                "/a, HTTP_1_1, Transfer-Encoding:Chunked, -",
                "/a, HTTP_1_1, Content-Length:5, -",
                "/a, HTTP_1_1, Expect:100-Continue, -",
                "/a, HTTP_1_1, Expect:other, BAD_REQUEST",
                "/a, HTTP_1_1, Transfer-Encoding:gzip, BAD_REQUEST",
                "/a, HTTP_1_1, 'Transfer-Encoding:gzip, chunked', BAD_REQUEST",
                "/a, HTTP_1_1, 'Transfer-Encoding: chunked', BAD_REQUEST",
                "/a, HTTP_1_0, Transfer-Encoding:chunked, BAD_REQUEST",
                "/a, HTTP_1_1, Transfer-Encoding:chunked|Content-Length:5, BAD_REQUEST",
                "/a, HTTP_1_1, Transfer-Encoding:chunked|transfer-encoding:chunked, REPEATED_HEADER",
                "/a, HTTP_1_1, Content-Length:5|content-length:5, REPEATED_HEADER",
                "/a, HTTP_1_1, Host:b, REPEATED_HEADER",
                "/a, HTTP_1_1, X-Api-Key:a|x-api-key:b, REPEATED_HEADER",
                "/a, HTTP_1_1, XP-Api-Key:a|xp-api-key:b, REPEATED_HEADER",
                "/a, HTTP_1_1, X-Other:a|X-Other:b, -",
                "'', HTTP_1_1, -, NOT_FOUND",
                "a, HTTP_1_1, -, NOT_FOUND",
                "//a, HTTP_1_1, -, NOT_FOUND",
                "/a/, HTTP_1_1, -, NOT_FOUND",
                "/a//b, HTTP_1_1, -, NOT_FOUND",
                "/., HTTP_1_1, -, NOT_FOUND",
                "/a/.., HTTP_1_1, -, NOT_FOUND",
                "/a/../b, HTTP_1_1, -, NOT_FOUND",
                "/a/...,  HTTP_1_1, -, -",
                "/a;b, HTTP_1_1, -, NOT_FOUND",
                "/%61, HTTP_1_1, -, NOT_FOUND",
                "/a#b, HTTP_1_1, -, NOT_FOUND",
                "http://host/a, HTTP_1_1, -, NOT_FOUND",
                "*, HTTP_1_1, -, NOT_FOUND"
            })
    void judgesARequest(String uri, HttpVersion version, String headers, String refusal) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap().add("Host", "xbot");
        for (String header : headers == null ? new String[0] : headers.split("\\|")) {
            String[] parts = header.split(":", 2);
            all.add(parts[0], parts[1]);
        }

        assertThat(TransportRules.judge(request(uri, version, all)))
                .isSameAs(refusal == null ? null : REFUSALS.get(refusal));
    }

    @Test
    void tellsTooLongFromWrong() {
        assertThat(TransportRules.ofDecoderFailure(new TooLongHttpLineException()))
                .isSameAs(TransportRules.URI_TOO_LONG);
        assertThat(TransportRules.ofDecoderFailure(new TooLongHttpHeaderException()))
                .isSameAs(TransportRules.HEADERS_TOO_LARGE);
        assertThat(TransportRules.ofDecoderFailure(new TooLongFrameException()))
                .isSameAs(TransportRules.HEADERS_TOO_LARGE);
        assertThat(TransportRules.ofDecoderFailure(new IllegalArgumentException()))
                .isSameAs(TransportRules.BAD_REQUEST);
    }

    private static HttpServerRequest request(String uri, HttpVersion version, MultiMap headers) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                TransportRulesTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "uri" -> uri;
                    case "version" -> version;
                    case "headers" -> headers;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
