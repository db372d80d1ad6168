package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Programs;

/** Over real sockets: an HTTPS server, and a proxy that speaks CONNECT. */
class DirectLineClientTest {

    private static final PfxOptions CERTIFICATE = certificate();
    private static final String SECRET = "the-secret-of-direct-line";

    private static PfxOptions certificate() {
        try {
            Path keys = Files.createTempDirectory("direct-line").resolve("keys.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String options =
                    "-genkeypair -alias direct-line -keyalg EC -dname CN=localhost -validity 2 -storetype PKCS12";
            Stream<String> command = Stream.concat(
                    Stream.of(keytool), Stream.of((options + " -storepass changeit -keystore " + keys).split(" ")));
            Programs.Result made = Programs.run(command.toArray(String[]::new));
            assertThat(made.exitCode()).as(made.output()).isZero();
            return new PfxOptions().setPath(keys.toString()).setPassword("changeit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpServer directLine =
            get(vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE))
                    .connectionHandler(connection -> connections.incrementAndGet())
                    .requestHandler(request -> request.response()
                            .end(
                                    request.headers().get("Authorization") == null
                                            ? request.method() + " " + request.path()
                                            : request.getHeader("Authorization")))
                    .listen(0, "127.0.0.1"));

    /** All that the proxy got to see, as text. */
    private final ConcurrentLinkedQueue<String> seenByProxy = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path files;

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void goesThroughTheProxyAndShowsItNoSecret() throws Exception {
        Path credentials = Files.writeString(files.resolve("credentials"), "xbot:pass:word\n");
        int proxy = proxy("HTTP/1.1 200 OK\r\n\r\n");

        DirectLineClient.Answer answer =
                post(client("localhost:" + proxy, credentials, List.of()), "directline.example");

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(SECRET);
        assertThat(seenByProxy.peek()).startsWith("CONNECT directline.example:").contains("Basic eGJvdDpwYXNzOndvcmQ=");
        assertThat(String.join("", seenByProxy)).doesNotContain(SECRET);
    }

    @Test
    void getsADocumentThroughTheProxyToo() throws Exception {
        Path credentials = Files.writeString(files.resolve("credentials"), "xbot:pass:word\n");
        DirectLineClient client = client("localhost:" + proxy("HTTP/1.1 200 OK\r\n\r\n"), credentials, List.of());
        String uri = "https://keys.example:" + directLine.actualPort() + "/keys";

        DirectLineClient.Answer answer = get(client.get(uri, 1024, System.nanoTime() + TimeUnit.SECONDS.toNanos(8)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("GET /keys");
        assertThat(seenByProxy.peek()).startsWith("CONNECT keys.example:").contains("Basic eGJvdDpwYXNzOndvcmQ=");
        assertThatThrownBy(() -> get(client.get(uri, 4, System.nanoTime() + TimeUnit.SECONDS.toNanos(8))))
                .hasCauseInstanceOf(UpstreamFailure.class);
    }

    @Test
    void callsAHostOfTheBypassListDirectly() throws Exception {
        int proxy = proxy("HTTP/1.1 200 OK\r\n\r\n");

        assertThat(post(client("localhost:" + proxy, null, List.of("localhost")), "localhost")
                        .status())
                .isEqualTo(200);
        assertThat(seenByProxy).isEmpty();
    }

    @Test
    void tellsARefusalOfTheProxyFromOneOfDirectLine() throws Exception {
        int proxy = proxy("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        DirectLineClient client = client("localhost:" + proxy, null, List.of());

        assertThatThrownBy(() -> post(client, "directline.example"))
                .satisfies(failure ->
                        assertThat(UpstreamFailure.ofWire(failure).outcome).isEqualTo(Outcome.PROXY));
    }

    @Test
    void takesAProxyThatIsNotThereForDirectLineDown() {
        assertThatThrownBy(() -> post(client("localhost:1", null, List.of()), "directline.example"))
                .satisfies(failure ->
                        assertThat(UpstreamFailure.ofWire(failure).outcome).isEqualTo(Outcome.DOWN))
                .hasRootCauseInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy", "proxy:", ":3128", "proxy:0", "proxy:65536", "http://proxy:3128", "a b:1", "u@proxy:1"})
    void refusesAProxyThatIsNotHostAndPort(String proxy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(proxy, null, List.of()))
                .withMessage("xbot.upstream.proxy must be host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy:3128", "proxy.example:65535", "10.0.0.1:1", "[::1]:3128"})
    void takesAProxyByNameOrAddress(String proxy) {
        assertThatCode(() -> client(proxy, null, List.of())).doesNotThrowAnyException();
    }

    @Test
    void keepsAConnectionUntilItsAge() {
        DirectLineClient lasting = client(Duration.ofMinutes(5));
        // a connection goes back to the pool just after its answer, so a call at once may open another
        for (int call = 0; call < 5; call++) {
            post(lasting, "localhost");
        }
        assertThat(connections).hasValueLessThan(5);

        connections.set(0);
        DirectLineClient brief = client(Duration.ofMillis(1));
        for (int call = 0; call < 3; call++) {
            post(brief, "localhost");
            await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        }
        assertThat(connections).hasValue(3);
    }

    @Test
    void opensAConnectionForACallThatAsksForOne() {
        DirectLineClient client = client(Duration.ofMinutes(5));
        post(client, "localhost");

        post(client, "localhost", true);

        assertThat(connections).hasValue(2);
    }

    private DirectLineClient client(String proxy, Path credentials, List<String> bypass) {
        return client(new UpstreamProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                2,
                10,
                Duration.ofMinutes(5),
                proxy,
                credentials,
                bypass));
    }

    private DirectLineClient client(Duration age) {
        return client(new UpstreamProperties(
                Duration.ofSeconds(5), Duration.ofSeconds(8), 2, 10, age, null, null, List.of()));
    }

    private DirectLineClient client(UpstreamProperties properties) {
        HttpClientOptions trusting =
                new HttpClientOptions().setTrustOptions(CERTIFICATE).setVerifyHost(false);
        return new DirectLineClient(vertx, properties, trusting);
    }

    private DirectLineClient.Answer post(DirectLineClient client, String host) {
        return post(client, host, false);
    }

    private DirectLineClient.Answer post(DirectLineClient client, String host, boolean fresh) {
        return get(client.post(
                "https://" + host + ":" + directLine.actualPort() + "/v3/directline/tokens/generate",
                MultiMap.caseInsensitiveMultiMap().set("Authorization", SECRET),
                null,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(8),
                fresh,
                connection -> {}));
    }

    /** A proxy that answers CONNECT so, and then hands on whatever comes to Direct Line. */
    private int proxy(String answer) {
        return get(vertx.createNetServer()
                        .connectHandler(caller -> caller.handler(head -> {
                            seenByProxy.add(head.toString(StandardCharsets.ISO_8859_1));
                            caller.pause();
                            vertx.createNetClient()
                                    .connect(directLine.actualPort(), "127.0.0.1")
                                    .onSuccess(target -> {
                                        join(caller, target);
                                        caller.write(answer);
                                        caller.resume();
                                    });
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private void join(NetSocket caller, NetSocket target) {
        caller.handler(data -> {
            seenByProxy.add(data.toString(StandardCharsets.ISO_8859_1));
            target.write(data);
        });
        target.handler(caller::write);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }
}
