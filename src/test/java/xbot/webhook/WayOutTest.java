package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xbot.Pod;
import xbot.token.directline.DirectLineClient;

/** Documents that cannot be had, each with what is wrong with it. */
class WayOutTest {

    private static HttpServer server;
    private static Pod pod;
    private static WayOut wayOut;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/keys", 200, "{}");
        answer("/none", 404, "{}");
        answer("/large", 200, "x".repeat(600 * 1024));
        server.start();
        pod = Pod.start(URI.create("https://directline.invalid"), Clock.systemUTC());
        wayOut = new WayOut(pod.bean(DirectLineClient.class));
    }

    private static void answer(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        pod.close();
        server.stop(0);
    }

    @Test
    void getsADocument() throws IOException {
        assertThat(wayOut.retrieveResource(at(server.getAddress().getPort(), "/keys"))
                        .getContent())
                .isEqualTo("{}");
    }

    @Test
    void saysWithWhatItIsAnswered() {
        fails(server.getAddress().getPort(), "/none", "/none is answered 404");
    }

    @Test
    void takesNoMoreThanADocumentHas() {
        fails(server.getAddress().getPort(), "/large", "/large: its answer is late or too large");
    }

    @Test
    void saysWhyItCannotConnect() {
        fails(1, "/keys", "/keys: ");
    }

    private static void fails(int port, String path, String message) {
        assertThatIOException()
                .isThrownBy(() -> wayOut.retrieveResource(at(port, path)))
                .withMessageStartingWith(message);
    }

    private static URL at(int port, String path) throws IOException {
        return URI.create("http://127.0.0.1:" + port + path).toURL();
    }
}
