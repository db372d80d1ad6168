package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of SECURITY.md that says what is mitigated names a test that exists. */
class SecurityDocumentTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Properties|IT))(?:\\.(\\w+))?`");

    @Test
    void namesTestsThatExist() throws IOException {
        assertThat(faults(Files.readString(Path.of("SECURITY.md")))).isEmpty();
    }

    @Test
    void coversTheTenRisksAndTheAdvisories() throws IOException {
        assertThat(Files.readString(Path.of("SECURITY.md")))
                .contains("CVE-2026-78164", "CVE-2026-85251", "CVE-2026-85316")
                .contains(Stream.iterate(1, n -> n + 1)
                        .limit(10)
                        .map(n -> "| API" + n + " ")
                        .toList());
    }

    @Test
    void findsALineWithoutATestAndATestThatIsNotThere() {
        assertThat(faults("""
                | API1 | nothing | see `HttpProperties` |
                | API2 | keys | `KeyCheckTest` |
                | API3 | keys | `KeyChekTest` |
                | CVE-1 | keys | `KeyCheckTest.findsThePartnerOfTheKeys` |
                | CVE-2 | keys | `KeyCheckTest.findsNobody`, `KeyCheckTest` |
                | CVE-3 | nothing | |
                """))
                .containsExactly(
                        "there is no test HttpProperties",
                        "there is no test KeyChekTest",
                        "there is no test KeyCheckTest.findsNobody",
                        "no test is named: | CVE-3 | nothing | |");
    }

    private static List<String> faults(String document) {
        List<String> faults = new ArrayList<>();
        for (String line : document.lines().toList()) {
            List<MatchResult> named = TEST.matcher(line).results().toList();
            if (named.isEmpty() && line.matches("\\| (API|CVE-)\\d.*")) {
                faults.add("no test is named: " + line);
            }
            named.stream()
                    .filter(test -> !exists(test.group(1), test.group(2)))
                    .forEach(test ->
                            faults.add("there is no test " + test.group().replace("`", "")));
        }
        return faults;
    }

    private static boolean exists(String type, String method) {
        Optional<Path> file = source(type + ".java");
        return file.isPresent() && (method == null || read(file.get()).contains("void " + method + "("));
    }

    private static Optional<Path> source(String name) {
        try (Stream<Path> all = Files.walk(TESTS)) {
            return all.filter(file -> file.endsWith(name)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
