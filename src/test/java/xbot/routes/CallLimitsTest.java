package xbot.routes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of routes to servers that answer without an end. */
class CallLimitsTest {

    private static final int MOST_BYTES = 1000;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    /** Writes one answer. */
    private interface Server {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ServerSocket socket;

    @BeforeEach
    void start() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        camel.getCamelContextExtension()
                .registerEndpointCallback(new CallLimits(Duration.ofSeconds(20), 10, MOST_BYTES));
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.stop();
        socket.close();
    }

    @Test
    void endACallWhoseAnswerTrickles() throws Exception {
        Future<Exchange> call = call("?timeout=300", out -> {
            chunked(out);
            while (!socket.isClosed()) {
                chunk(out, "a");
                Thread.sleep(20);
            }
        });

        assertThat(call.get(20, TimeUnit.SECONDS).getException())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the answer took longer than 300 ms");
    }

    @Test
    void endACallWhoseAnswerStops() throws Exception {
        Future<Exchange> call = call("?timeout=300", out -> {
            chunked(out);
            chunk(out, "a");
            Thread.sleep(60_000);
        });

        assertThat(call.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void endACallThatIsNotAnswered() throws Exception {
        Future<Exchange> call = call("?timeout=300&sig=test-secret", out -> Thread.sleep(60_000));

        assertThat(call.get(20, TimeUnit.SECONDS).getException())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the answer took longer than 300 ms");
    }

    @Test
    void endACallWhoseAnswerIsTooLarge() throws Exception {
        Future<Exchange> call = call("", out -> {
            chunked(out);
            while (!socket.isClosed()) {
                chunk(out, "a".repeat(100));
            }
        });

        assertThat(call.get(20, TimeUnit.SECONDS).getException())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("xbot.routes.max-answer-size");
    }

    @Test
    void leaveAnAnswerThatFitsAsItIs() throws Exception {
        Future<Exchange> call = call("", out -> {
            chunked(out);
            for (int i = 0; i < 10; i++) {
                chunk(out, "a".repeat(MOST_BYTES / 10));
            }
            out.write("0\r\n\r\n".getBytes(US_ASCII));
        });

        assertThat(call.get(20, TimeUnit.SECONDS).getMessage().getBody(String.class))
                .isEqualTo("a".repeat(MOST_BYTES));
    }

    @Test
    void takeNoTimeoutForNoLimit() throws Exception {
        Future<Exchange> call = call("?timeout=0", out -> {
            chunked(out);
            chunk(out, "a");
            Thread.sleep(50);
            out.write("0\r\n\r\n".getBytes(US_ASCII));
        });

        assertThat(call.get(20, TimeUnit.SECONDS).getMessage().getBody(String.class))
                .isEqualTo("a");
    }

    @Test
    void keepTheQueryOfAnAddressOutOfWhatFails() throws Exception {
        Future<Exchange> call = call(
                "/push?sig=test-secret",
                out -> out.write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII)));

        assertThat(call.get(20, TimeUnit.SECONDS).getException())
                .hasMessageContaining("503")
                .hasMessageNotContaining("test-secret");
    }

    @Test
    void leaveAnAnswerWithoutABodyAsItIs() throws Exception {
        Future<Exchange> call = call("", out -> out.write((HEAD + "Content-Length: 0\r\n\r\n").getBytes(US_ASCII)));

        Exchange exchange = call.get(20, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    private Future<Exchange> call(String options, Server server) {
        Thread thread = new Thread(() -> {
            try (Socket caller = socket.accept()) {
                caller.getInputStream().read(new byte[10_000]);
                server.answer(caller.getOutputStream());
                caller.getInputStream().read();
            } catch (IOException | InterruptedException e) {
                // the caller has enough, or the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
        String uri = "vertx-http:http://127.0.0.1:" + socket.getLocalPort() + options;
        return camel.createProducerTemplate().asyncSend(uri, exchange -> {});
    }

    private static void chunked(OutputStream out) throws IOException {
        out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(US_ASCII));
        out.flush();
    }
}
