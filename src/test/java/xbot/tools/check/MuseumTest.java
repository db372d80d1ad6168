package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;

/**
 * Each file of the museum holds the mistake that it is named after, beside the shipped routes; each directory is a set
 * of its own. What must be found, and nothing else, is in its lines {@code # expect: LINE error|warning PLACE: WHAT}.
 */
class MuseumTest {

    private static final Path MUSEUM = Path.of("src/test/resources/check/museum");
    private static final String EXPECT = "# expect: ";
    private static final Surroundings SURROUNDINGS = Application.surroundings(Map.of());

    static List<Path> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(MUSEUM)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void findsTheMistakeAndNothingElse(Path mistake) throws IOException {
        List<String> found = RouteSetCheck.check(set(mistake), SURROUNDINGS).stream()
                .map(finding -> describe(mistake, finding))
                .toList();

        assertThat(found).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected(mistake));
    }

    private static SortedMap<String, byte[]> set(Path mistake) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        if (Files.isDirectory(mistake)) {
            contents.putAll(RouteFiles.read(mistake).contents());
        } else {
            contents.putAll(RouteFiles.read(Path.of("routes")).contents());
            contents.put(mistake.getFileName().toString(), Files.readAllBytes(mistake));
        }
        return contents;
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
