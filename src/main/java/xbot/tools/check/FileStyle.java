package xbot.tools.check;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import xbot.routes.Finding;

/** House rules for files: one screen, and a line at the head that says what it is for. */
final class FileStyle {

    private static final int LONG = 100;
    private static final int TOO_LONG = 120;

    private FileStyle() {}

    static void judge(String file, byte[] bytes, Consumer<Finding> findings) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long lines = text.lines().count();
        if (lines > TOO_LONG) {
            findings.accept(Finding.error(
                    file, TOO_LONG + 1, "has " + lines + " lines, at most " + TOO_LONG + " are allowed: part it"));
        } else if (lines > LONG) {
            findings.accept(Finding.warning(
                    file, LONG + 1, "has " + lines + " lines, more than " + LONG + " are hard to read: part it"));
        }
        if (lines > 0 && !text.stripLeading().startsWith("#")) {
            findings.accept(
                    Finding.warning(file, 1, "has no comment at its head: say method and path, or who calls it"));
        }
    }
}
