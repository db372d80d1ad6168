package xbot.tools;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Base64;
import xbot.access.KeyHash;

/** The subcommand {@code new-key}: prints a new key of 256 random bits, and its line for the partners file. */
public final class NewKey {

    private static final int KEY_BYTES = 32;

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
        out.println("- {id: " + YearMonth.now(clock) + ", sha256: "
                + KeyHash.of(key).hex() + "}");
        return 0;
    }
}
