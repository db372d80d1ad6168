package xbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import xbot.front.TrafficServer;

/**
 * {@code /docs} on the management port of the demo: Swagger UI shows {@code /openapi.yaml}. What one tries there goes to
 * this port, as the traffic port lets no script of another origin call it, and is handed on.
 */
final class DemoDocs {

    private static final String VIEWER = "classpath*:META-INF/resources/webjars/swagger-ui/*/index.html";
    private static final Resource INITIALIZER = new FileSystemResource("src/test/demo/swagger-initializer.js");
    private static final Set<String> SENT_ON =
            Set.of("content-type", "x-api-key", "xp-api-key", "x-request-id", "x-zevent-signature", "authorization");
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "transfer-encoding");

    private final HttpClient client = HttpClient.newHttpClient();
    private final IntSupplier trafficPort;

    private DemoDocs(IntSupplier trafficPort) {
        this.trafficPort = trafficPort;
    }

    static void addTo(ConfigurableApplicationContext pod) {
        var docs = new DemoDocs(() -> pod.getBean(TrafficServer.class).port());
        ((GenericApplicationContext) pod).registerBean("demoDocs", RouterFunction.class, docs::routes);
    }

    private RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET(
                        "/docs",
                        request -> ServerResponse.temporaryRedirect(URI.create("/docs/index.html"))
                                .build())
                .GET(
                        "/docs/swagger-initializer.js",
                        request -> ServerResponse.ok()
                                .header("Content-Type", "text/javascript;charset=UTF-8")
                                .body(INITIALIZER))
                .resources("/docs/**", viewer())
                .POST("/partner/**", this::handOn)
                .POST("/webhook/**", this::handOn)
                .build();
    }

    private static Resource viewer() {
        try {
            Resource[] pages = new PathMatchingResourcePatternResolver().getResources(VIEWER);
            return pages[0].createRelative("./");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerResponse handOn(ServerRequest request) throws Exception {
        URI uri = request.uri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var call = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + trafficPort.getAsInt() + uri.getRawPath() + query))
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body(byte[].class)));
        request.headers().asHttpHeaders().forEach((name, values) -> copy(name, values, call));
        var answer = client.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
        return ServerResponse.status(answer.statusCode())
                .headers(headers -> answer.headers().map().forEach((name, values) -> {
                    if (!OF_THE_CONNECTION.contains(name)) {
                        headers.put(name, values);
                    }
                }))
                .body(answer.body());
    }

    private static void copy(String name, List<String> values, HttpRequest.Builder call) {
        if (SENT_ON.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> call.header(name, value));
        }
    }
}
