package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;

/** Each directory is a set that lacks what it is named after; {@code expect.txt} has what is to be found. */
class SetPartsTest {

    static List<Path> sets() throws IOException {
        try (Stream<Path> sets = Files.list(Path.of("src/test/resources/check/incomplete"))) {
            return sets.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sets")
    void saysWhatIsMissing(Path set) throws IOException {
        assertThat(judge(set, new TreeSet<>()))
                .extracting(Finding::toString)
                .containsExactlyElementsOf(Files.readAllLines(set.resolve("expect.txt")));
    }

    @Test
    void findsNothingMissingOfTheShippedRoutes() throws IOException {
        assertThat(judge(Path.of("routes"), new TreeSet<>())).isEmpty();
    }

    @Test
    void saysNothingOfAFileWithAnError() throws IOException {
        Finding error = Finding.error("a.camel.yaml", 7, "cannot be loaded");

        assertThat(judge(
                        Path.of("src/test/resources/check/incomplete/route-without-key-check"),
                        new TreeSet<>(Set.of(error))))
                .containsExactly(error);
    }

    private static Set<Finding> judge(Path directory, Set<Finding> findings) throws IOException {
        SetParts.judge(directory, RouteFiles.read(directory), findings);
        return findings;
    }
}
