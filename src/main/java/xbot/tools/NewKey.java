package xbot.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Base64;
import xbot.partners.KeyHash;
import xbot.text.Utf8;

/**
 * The subcommands {@code new-key}, which prints a new key of 256 random bits and its line for the partners file, and
 * {@code hash-key}, which prints the line of a key that exists.
 */
public final class NewKey {

    private static final int KEY_BYTES = 32;
    private static final int FAILED = 1;

    private NewKey() {}

    /** @return the exit code */
    public static int run(PrintStream out) {
        return run(out, Clock.systemUTC());
    }

    static int run(PrintStream out, Clock clock) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = "xk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        out.println("The key, which is shown this once and stored nowhere:");
        out.println(key);
        out.println("Its line under gateway-keys or partner-keys of the partners file:");
        out.println(line(key, clock));
        return 0;
    }

    /**
     * Reads a key from standard input, without the line end that {@code echo} and editors add.
     *
     * @return the exit code: 1 where that is no key that a request can carry
     */
    public static int hash(InputStream in, PrintStream out, PrintStream err) {
        return hash(in, out, err, Clock.systemUTC());
    }

    static int hash(InputStream in, PrintStream out, PrintStream err, Clock clock) {
        try {
            String key = Utf8.decode(in.readAllBytes()).replaceFirst("\r?\n\\z", "");
            if (!key.matches("[!-~]([ -~]*[!-~])?")) {
                err.println("standard input is not one line of visible ASCII characters without blanks at its ends");
                return FAILED;
            }
            out.println(line(key, clock));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("standard input " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The month is for people, the rest makes the id one of its own. */
    private static String line(String key, Clock clock) {
        String id = YearMonth.now(clock) + "-" + "%08x".formatted(new SecureRandom().nextInt());
        return "- {id: " + id + ", sha256: " + KeyHash.of(key).hex() + "}";
    }
}
