package xbot;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import xbot.front.TrafficServer;

/**
 * The whole application on free ports of 127.0.0.1, with the partners {@code a4b} and {@code shop}, whose Direct Line
 * and clock the test owns. The keys of a partner are {@code test-gateway-key-ID} and {@code test-partner-key-ID}, its
 * secret {@code test-direct-line-secret-ID}.
 */
public final class Pod implements AutoCloseable {

    public static final String PATH = "/partner/xpbot/api/webchat/initForClient";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext spring;
    private final Path partnersFile;

    private Pod(ConfigurableApplicationContext spring, Path partnersFile) {
        this.spring = spring;
        this.partnersFile = partnersFile;
    }

    /** With the given Direct Line for both partners. */
    public static Pod start(URI directLine, Clock clock, String... properties) {
        return start(partners(directLine), clock, properties);
    }

    /** With a partners file of this content; a property is {@code name=value}. */
    public static Pod start(String partners, Clock clock, String... properties) {
        assumeFalse(Boolean.getBoolean("without-pods"), "a pod takes too long for this run");
        try {
            Path file = Files.createTempFile("partners", ".yaml");
            Files.writeString(file, partners);
            List<String> arguments = new ArrayList<>(List.of(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--xbot.http.port=0",
                    "--xbot.http.host=127.0.0.1",
                    "--xbot.http.shutdown-grace=0s",
                    "--xbot.routes.probation=0s",
                    "--xbot.partners-file=" + file));
            for (String property : properties) {
                String argument = "--" + property;
                arguments.removeIf(a -> a.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
                arguments.add(argument);
            }
            ConfigurableApplicationContext spring = new SpringApplicationBuilder(XbotRoutes.class)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
                    .run(arguments.toArray(String[]::new));
            return new Pod(spring, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A partners file with {@code a4b} and {@code shop}. */
    public static String partners(URI directLine) {
        return "partners:\n" + partner("a4b", directLine) + partner("shop", directLine);
    }

    public static String partner(String id, URI directLine) {
        return """
                  %1$s:
                    user-id-prefix: XCHATBOT.%2$s.WEBCHAT
                    gateway-keys:
                      - {id: gw-test, sha256: %3$s}
                    partner-keys:
                      - {id: xp-test, sha256: %4$s}
                    allowed-ips: [127.0.0.0/8, "::1/128"]
                    direct-line:
                      base-uri: %5$s
                      secret: test-direct-line-secret-%1$s
                """.formatted(
                        id,
                        id.toUpperCase(java.util.Locale.ROOT),
                        sha256("test-gateway-key-" + id),
                        sha256("test-partner-key-" + id),
                        directLine);
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    public Path partnersFile() {
        return partnersFile;
    }

    public int port() {
        return spring.getBean(TrafficServer.class).port();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What the management port answers. */
    public String management(String path) {
        return manage(path).body();
    }

    /** The answer of the management port. */
    public HttpResponse<String> manage(String path) {
        return send(HttpRequest.newBuilder(managementUri(path)).build());
    }

    public URI managementUri(String path) {
        String port = spring.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The value of one line of the Prometheus page, 0 where it is missing. */
    public double metric(String line) {
        return management("/actuator/prometheus")
                .lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** A well-formed call of partner a4b for this user. */
    public HttpResponse<String> init(String userId) {
        return init("a4b", userId);
    }

    public HttpResponse<String> init(String partner, String userId) {
        return send(request(partner, body(userId)));
    }

    public HttpResponse<String> send(String body, UnaryOperator<HttpRequest.Builder> change) {
        return send(change.apply(HttpRequest.newBuilder(request("a4b", body), (name, value) -> true))
                .build());
    }

    public HttpRequest request(String partner, String body) {
        return HttpRequest.newBuilder(uri(PATH))
                .header("Content-Type", "application/json")
                .header("x-api-key", "test-gateway-key-" + partner)
                .header("xp-api-key", "test-partner-key-" + partner)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    public static String body(String userId) {
        return "{\"userInfo\":{\"id\":\"" + userId + "\",\"name\":\"Nguyễn Văn A\"}}";
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static HttpClient client() {
        return CLIENT;
    }

    @Override
    public void close() {
        spring.close();
        // Spring Boot leaves its choice of a log format to whatever starts next in this process
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    }
}
