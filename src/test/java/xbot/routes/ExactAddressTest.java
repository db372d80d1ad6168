package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;
import xbot.XbotRoutes;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.tools.Subcommands;

/** The CRM example of docs/routes.md reaches its address as the property spells it. */
@ExtendWith(OutputCaptureExtension.class)
class ExactAddressTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("To send profiles to a CRM.*?```yaml\n(.*?)```", Pattern.DOTALL);

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private HttpServer crm;

    @TempDir
    Path routes;

    @BeforeEach
    void editAsTheDocumentSays() throws IOException {
        try (var files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path profile = routes.resolve("user-profile.camel.yaml");
        String route = Files.readString(profile);
        int steps = route.indexOf("      steps:");
        Files.writeString(profile, route.substring(0, steps) + example().indent(6));

        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.createContext("/", exchange -> {
            // in one piece: path and query before anybody decodes them
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("refused") ? 400 : 202, -1);
            exchange.close();
        });
        crm.start();
    }

    @AfterEach
    void stop() {
        crm.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflows/1/triggers/manual/paths/invoke"
                        + "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB-_9",
                "/a%2Fb/c%20d?z=1&a=2&z=3&empty=&flag&plus=a+b&percent=%25&utf=%C3%A9",
                "/?a=b?c=d&e=/;:@!$'()*,",
                "/plain"
            })
    void arrivesAsItIsWritten(String target) throws Exception {
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod pod = start(directLine.baseUri(), target)) {
            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("POST " + target);
        }
    }

    @Test
    void isNotToldWhereTheCallFails(CapturedOutput output) throws Exception {
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod pod = start(directLine.baseUri(), "/refused?sig=canary")) {
            assertThat(pod.init("an").statusCode()).isEqualTo(200);

            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("POST /refused?sig=canary");
        }
        assertThat(output).doesNotContain("canary");
    }

    @Test
    void isWhatCheckAccepts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        String[] command = {"check", routes.toString(), "--crm.uri=https://crm.invalid/?sig=a%2Fb"};
        int exit = Subcommands.run(XbotRoutes.class, command, new PrintStream(out, true), System.err);

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(": 0 errors, 0 warnings\n");
        assertThat(exit).isZero();
    }

    private Pod start(URI directLine, String target) {
        return Pod.start(
                Pod.partners(directLine),
                Clock.systemUTC(),
                "xbot.routes.directory=" + routes,
                "crm.uri=http://127.0.0.1:" + crm.getAddress().getPort() + target);
    }

    private static String example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/routes.md")));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }
}
