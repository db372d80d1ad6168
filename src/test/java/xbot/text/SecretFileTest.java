package xbot.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretFileTest {

    private static final String PROPERTY = "xbot.cache.redis.password-file";

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass word", "pass word\n", "pass word\r\n", "\uFEFFpass word\r\n", "\npass word \n\n"})
    void isReadHoweverAnEditorSavedIt(String content) throws IOException {
        Files.writeString(path, content);

        assertThat(passwordFile().get()).isEqualTo("pass word");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new byte[0], "is empty"),
                Arguments.of(" \r\n".getBytes(UTF_8), "is empty"),
                Arguments.of("\uFEFF".getBytes(UTF_8), "is empty"),
                Arguments.of("canary\ncanary\n".getBytes(UTF_8), "has 2 lines, and a secret is one"),
                Arguments.of("canary\r\ncanary".getBytes(UTF_8), "has 2 lines, and a secret is one"),
                Arguments.of("canary".getBytes(UTF_16), "is UTF-16: save it as UTF-8"),
                Arguments.of("\uFEFFcanary".getBytes(UTF_16LE), "is UTF-16: save it as UTF-8"),
                Arguments.of("canary".getBytes(UTF_16LE), "has NUL characters: is it UTF-16? Save it as UTF-8"),
                Arguments.of("canaryÿ".getBytes(ISO_8859_1), "is not UTF-8"),
                Arguments.of("can\tary".getBytes(UTF_8), "has a control character"),
                Arguments.of("x".repeat(5000).getBytes(UTF_8), "is larger than 4096 bytes"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedInOneSentenceThatNamesPropertyAndFile(byte[] content, String fault) throws IOException {
        Files.write(path, content);

        assertThatIllegalArgumentException()
                .isThrownBy(this::passwordFile)
                .withMessage(PROPERTY + ": " + path + " " + fault)
                .withNoCause();
    }

    @Test
    void isRefusedIfItIsMissingOrNoFile() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(this::passwordFile).withMessageEndingWith(" is missing");
        Files.createDirectory(path);
        assertThatIllegalArgumentException().isThrownBy(this::passwordFile).withMessageEndingWith(" is not a file");
    }

    @Test
    void isReadAgainEachTime() throws IOException {
        Files.writeString(path, "first");
        SecretFile<String> file = passwordFile();
        Files.writeString(path, "second");

        assertThat(file.get()).isEqualTo("second");
    }

    @Test
    void keepsWhatItHeldWhereItCannotBeUsedAnyMoreAndSaysSoOnce() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
        logger.addAppender(log);
        Files.writeString(path, "first");
        SecretFile<String> file = passwordFile();
        Files.writeString(path, "canary\ncanary");

        assertThat(List.of(file.get(), file.get())).containsExactly("first", "first");

        logger.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        PROPERTY + ": " + path + " has 2 lines, and a secret is one; what it held before stays in use");
    }

    @Test
    void mayHoldSeveralLinesForAReaderThatTakesThem() throws IOException {
        Files.writeString(path, "new\r\nold\r\n");

        assertThat(new SecretFile<>(PROPERTY, path, lines -> lines).get()).containsExactly("new", "old");
    }

    private SecretFile<String> passwordFile() {
        return new SecretFile<>(PROPERTY, path, SecretFile::one);
    }
}
