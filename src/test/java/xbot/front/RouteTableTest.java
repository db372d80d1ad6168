package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.Pod;

/** Which requests are which route's. */
class RouteTableTest {

    private static final String ROUTE = """
            - route:
                id: %1$s
                description: Says which route it is
                from:
                  uri: platform-http:%2$s
                  parameters: {%3$s}
                  steps:
                    - setBody: {simple: '%1$s %4$s'}
            """;

    @TempDir
    private static Path routes;

    private static Pod pod;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                routes.resolve("paths.camel.yaml"),
                ROUTE.formatted("order", "/orders/{orderId}/lines/{line}", "", "${header.orderid} ${header.line}")
                        + ROUTE.formatted("dotted", "/a.b/{x}", "", "")
                        + ROUTE.formatted("below", "/files", "matchOnUriPrefix: 'true'", "")
                        + ROUTE.formatted("star", "/stars*", "", "")
                        + ROUTE.formatted("read", "/things", "httpMethodRestrict: GET", "")
                        + ROUTE.formatted("write", "/things", "httpMethodRestrict: 'PUT,PATCH'", "")
                        + ROUTE.formatted("any", "/any", "", ""));
        pod = Pod.start(URI.create("http://127.0.0.1:1"), Clock.systemUTC(), "xbot.routes.directory=" + routes);
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orders/7/lines/2, 200, order 7 2",
        "GET, /orders/7/lines/2/3, 404, NOT_FOUND",
        "GET, /orders/7/lines/, 404, NOT_FOUND",
        "GET, /a.b/x, 200, dotted",
        "GET, /aXb/x, 404, NOT_FOUND",
        "GET, /files, 200, below",
        "GET, /files/a/b, 200, below",
        "GET, /stars/a, 200, star",
        "GET, /things, 200, read",
        "PATCH, /things, 200, write",
        "POST, /things, 405, METHOD_NOT_ALLOWED",
        "HEAD, /things, 405, ''",
        "DELETE, /any, 200, any",
        "GET, /any/x, 404, NOT_FOUND",
        "GET, /Any, 404, NOT_FOUND"
    })
    void findsTheRouteByPathAndMethod(String method, String path, int status, String said) {
        try (RawConnection caller = new RawConnection(pod.port())) {
            RawConnection.Answer answer = caller.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .read();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(said);
            assertThat(answer.header("allow")).isEqualTo(status == 405 ? "GET, PATCH, PUT" : null);
        }
    }
}
