package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.routes.RouteFiles;
import xbot.tools.Subcommands;

/** What docs/routes.md says works as shipped: each has an entry in a pod, and check takes what the pod takes. */
class CamelMeansTest {

    private static final Path MEANS = Path.of("src/test/resources/means");
    private static final Pattern ENTRY = Pattern.compile("platform-http:(/means/[a-z-]+)");

    private static String checked;
    private static Pod pod;

    @BeforeAll
    static void start() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Subcommands.run(XbotRoutes.class, new String[] {"check", MEANS.toString()}, out, out);
        checked = printed.toString(StandardCharsets.UTF_8);
        pod = Pod.start(URI.create("https://directline.invalid"), Clock.systemUTC(), "xbot.routes.directory=" + MEANS);
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    static Stream<String> entries() throws IOException {
        List<String> served = RouteFiles.read(MEANS).contents().values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .flatMap(text -> ENTRY.matcher(text).results())
                .map(entry -> entry.group(1))
                .toList();
        assertThat(served).hasSizeGreaterThan(20);
        return Stream.concat(served.stream(), Stream.of("/means/template", "/means/rest", "/means/rest-of/hi"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void answers(String entry) {
        assertThat(Pod.send(HttpRequest.newBuilder(pod.uri(entry)).build()).body())
                .isEqualTo("hi");
    }

    @Test
    void checkFindsNoError() {
        assertThat(checked).contains(": 0 errors, ");
    }
}
