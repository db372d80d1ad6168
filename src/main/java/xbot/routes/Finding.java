package xbot.routes;

import java.util.Comparator;

/**
 * One thing that is wrong with a route set.
 *
 * @param file its name, or what stands for it; empty for the set as a whole
 * @param line from 1; 0 when no line can be named
 * @param place {@code route/step}, or less where there is none
 * @param what names the mistake and, where there is an obvious one, what was meant; never a secret
 */
public record Finding(Severity severity, String file, int line, String place, String what)
        implements Comparable<Finding> {

    /** A set with an error does not serve; a warning is a house rule. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::place)
            .thenComparing(Finding::what);

    public static Finding warning(String file, int line, String what) {
        return new Finding(Severity.WARNING, file, line, "", what);
    }

    public static Finding error(String file, int line, String what) {
        return new Finding(Severity.ERROR, file, line, "", what);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line route/step: what} */
    @Override
    public String toString() {
        String location = line == 0 ? file : file + ":" + line;
        String head = place.isEmpty() ? location : location + " " + place;
        return (head.isEmpty() ? "" : head.strip() + ": ") + (isError() ? "" : "warning: ") + what;
    }
}
