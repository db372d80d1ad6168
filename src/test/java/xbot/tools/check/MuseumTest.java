package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.XbotRoutes;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.CasePod;

/**
 * Each file of the museum holds the mistake that it is named after, beside the shipped routes; each directory is a set
 * of its own. What must be found, and nothing else, is in its lines {@code # expect: LINE error|warning PLACE: WHAT}.
 */
class MuseumTest {

    private static final Path MUSEUM = Path.of("src/test/resources/check/museum");
    private static final String EXPECT = "# expect: ";

    private static CasePod pod;

    @BeforeAll
    static void start() {
        pod = new CasePod(XbotRoutes.class, Arguments.parse(List.of(), List.of()));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    static List<Path> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(MUSEUM)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void findsTheMistakeAndNothingElse(Path mistake) throws IOException {
        List<String> found = RouteSetCheck.check(set(mistake), pod::judge).stream()
                .map(finding -> describe(mistake, finding))
                .toList();

        assertThat(found).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected(mistake));
    }

    private static RouteFiles set(Path mistake) throws IOException {
        if (Files.isDirectory(mistake)) {
            return RouteFiles.read(mistake);
        }
        RouteFiles shipped = RouteFiles.read(Path.of("routes"));
        shipped.contents().put(mistake.getFileName().toString(), Files.readAllBytes(mistake));
        return shipped;
    }

    private static List<String> expected(Path mistake) throws IOException {
        if (Files.isDirectory(mistake)) {
            return Files.readAllLines(mistake.resolve("expect.txt"));
        }
        return Files.readAllLines(mistake).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
    }

    private static String describe(Path mistake, Finding finding) {
        boolean isOwn = finding.file().equals(mistake.getFileName().toString());
        String file = isOwn || finding.file().isEmpty() ? "" : finding.file() + ":";
        String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
        String severity = finding.isError() ? "error " : "warning ";
        return file + finding.line() + " " + severity + place + finding.what();
    }
}
