package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file is partners.yaml with one mistake, which is its name; its last lines say what is found. */
class PartnersMuseumTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/partners/museum");
    private static final String EXPECT = "# expect: ";

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFoundWithLineAndNameAndNothingElseIs(String mistake) throws IOException {
        Path file = DIRECTORY.resolve(mistake);
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        PartnersFile partnersFile = new PartnersFile(file, true);

        InvalidPartnersFile refused =
                catchThrowableOfType(InvalidPartnersFile.class, () -> partnersFile.read(partnersFile.content()));

        assertThat(refused.findings()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(refused)
                .hasMessageStartingWith("partners file '" + file.toAbsolutePath() + "' cannot be used: ")
                .hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("canary", "\n").doesNotContain(hashes());
    }

    @Test
    void hasAllItsMistakes() throws IOException {
        assertThat(mistakes()).hasSizeGreaterThan(50);
    }

    private static List<String> hashes() {
        return IntStream.range(0, 5).mapToObj(i -> KeyHash.of("key-" + i).hex()).toList();
    }
}
