package xbot.text;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds a secret, or several, one a line: UTF-8 with or without a byte order mark, any line ends. It is read
 * again each time; where that fails the last good content stays, and the log says so.
 */
public final class SecretFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final int MAX_BYTES = 4096;

    private final String property;
    private final Path path;
    private final Function<List<String>, T> reader;
    private final Seldom seldom = new Seldom(Duration.ofMinutes(1), Clock.systemUTC());
    private T last;

    /**
     * @param property names the file in messages
     * @param reader makes something of the lines, of which there is at least one; what it throws is a message such as
     *     {@code has a line that is not 32 bytes in base64}, without the content
     * @throws IllegalArgumentException with property, path and what is wrong, if the file cannot be used now
     */
    public SecretFile(String property, Path path, Function<List<String>, T> reader) {
        this.property = property;
        this.path = path;
        this.reader = reader;
        try {
            last = read();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + path + " " + e.getMessage());
        }
    }

    /** The secret as the file has it now, or as it was when it last could be read. */
    public synchronized T get() {
        try {
            last = read();
        } catch (IllegalArgumentException e) {
            seldom.say(() -> LOG.warn("{}: {} {}; what it held before stays in use", property, path, e.getMessage()));
        }
        return last;
    }

    private T read() {
        return reader.apply(DiskFile.read(path, MAX_BYTES).text(SecretFile::lines));
    }

    /** A reader of files that hold one line. */
    public static String one(List<String> lines) {
        if (lines.size() > 1) {
            throw new IllegalArgumentException("has " + lines.size() + " lines, and a secret is one");
        }
        return lines.get(0);
    }

    /**
     * The lines of a secret file without blanks around them; blank lines count for nothing.
     *
     * @throws IllegalArgumentException with a message such as {@code is empty}, without the content
     */
    public static List<String> lines(byte[] bytes) {
        String text = Utf8.decode(bytes);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has NUL characters: is it UTF-16? Save it as UTF-8");
        }
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("has a control character");
        }
        return lines;
    }
}
