package xbot;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.shared.EncryptionKeyFile;

/** A pod with a secret file that it cannot use does not start, and says in one line which file and why. */
class SecretFilesAtStartTest {

    private static final String PASSWORD = "xbot.cache.redis.password-file";
    private static final String KEYS = "xbot.cache.encryption-key-file";

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(PASSWORD, "".getBytes(UTF_8), "is empty"),
                Arguments.of(PASSWORD, "\uFEFF\r\n".getBytes(UTF_8), "is empty"),
                Arguments.of(PASSWORD, "canary".getBytes(UTF_16), "is UTF-16: save it as UTF-8"),
                Arguments.of(PASSWORD, "canary\r\ncanary".getBytes(UTF_8), "has 2 lines, and a secret is one"),
                Arguments.of(KEYS, "\r\n".getBytes(UTF_8), "is empty"),
                Arguments.of(KEYS, "canary".getBytes(UTF_16), "is UTF-16: save it as UTF-8"),
                Arguments.of(KEYS, "canary".getBytes(UTF_8), "has a line that is not 32 bytes in base64"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void areRefusedInOneLine(String property, byte[] content, String fault, @TempDir Path directory)
            throws IOException {
        Path file = Files.write(directory.resolve("secret"), content);

        Throwable failure = catchThrowable(() -> Pod.start(
                        Pod.partners(URI.create("http://127.0.0.1:9")),
                        Clock.systemUTC(),
                        "spring.profiles.active=redis",
                        "xbot.cache.redis.address=redis://127.0.0.1:9",
                        KEYS + "=" + EncryptionKeyFile.of("one"),
                        property + "=" + file)
                .close());

        assertThat(new StartFailureAnalyzer().analyze(failure).getDescription())
                .isEqualTo(property + ": " + file + " " + fault);
    }
}
