package xbot.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file, all of it, by line. */
final class Findings {

    private record Finding(int line, String what) {}

    private final List<Finding> found = new ArrayList<>();

    void add(int line, String what) {
        found.add(new Finding(line, what));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> messages() {
        return found.stream()
                .sorted(Comparator.comparingInt(Finding::line))
                .map(finding -> "line " + finding.line() + ": " + finding.what())
                .toList();
    }
}
