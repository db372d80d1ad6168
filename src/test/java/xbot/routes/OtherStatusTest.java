package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.Pod;

/** The example of docs/routes.md that gives one refusal another status. */
class OtherStatusTest {

    private static final String FIRST = "    onException:\n";

    @TempDir
    private Path routes;

    @Test
    void answersOneRefusalWithTheStatusOfTheExampleAndTheOthersWithTheirs() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path errors = routes.resolve("webchat-errors.camel.yaml");
        Files.writeString(errors, Files.readString(errors).replace(FIRST, FIRST + example()));
        String partners = Pod.partners(URI.create("https://directline.invalid"))
                .replaceFirst("allowed-ips: .*", "allowed-ips: [203.0.113.0/24]");

        try (Pod pod = Pod.start(partners, Clock.systemUTC(), "xbot.routes.directory=" + routes)) {
            HttpResponse<String> hidden = pod.init("an");
            HttpResponse<String> invalid = pod.init("shop", "no blanks");

            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(hidden.body()).contains("\"code\":\"IP_NOT_ALLOWED\"");
            assertThat(invalid.statusCode()).isEqualTo(400);
        }
    }

    /** Indented as the file needs it. */
    private static String example() throws Exception {
        List<String> page = Files.readAllLines(Path.of("docs/routes.md"));
        int first = page.indexOf("- onException:");
        return String.join(
                        "\n",
                        page.subList(first, first + 7).stream()
                                .map(line -> "      " + line)
                                .toList())
                + "\n";
    }
}
