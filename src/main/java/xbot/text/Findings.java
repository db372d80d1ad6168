package xbot.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file: all of it, in the order of the lines. */
public final class Findings {

    /** @param line counted from 1; 0 for the file as a whole */
    public record Finding(int line, String what) {

        @Override
        public String toString() {
            return line == 0 ? what : "line " + line + ": " + what;
        }
    }

    private final List<Finding> found = new ArrayList<>();

    public void add(int line, String what) {
        found.add(new Finding(line, what));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Finding> byLine() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line))
                .toList();
    }
}
