package xbot.tools.check;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import xbot.routes.Finding;
import xbot.routes.Finding.Severity;
import xbot.text.Spelling;

/** All that is found, once each and in order. */
final class Findings {

    private final SortedSet<Finding> found = new TreeSet<>();

    void error(Element at, String what) {
        add(Severity.ERROR, at, what);
    }

    void warn(Element at, String what) {
        add(Severity.WARNING, at, what);
    }

    void error(String file, int line, String what) {
        found.add(new Finding(Severity.ERROR, file, line, "", what));
    }

    void warn(String file, int line, String what) {
        found.add(new Finding(Severity.WARNING, file, line, "", what));
    }

    /** {@code unknown WHAT 'word', did you mean 'known'?} */
    void unknown(Element at, String what, String word, Collection<String> known) {
        error(at, "unknown " + what + " '" + word + "'" + Spelling.suggestion(word, known));
    }

    void add(Finding finding) {
        found.add(finding);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    private void add(Severity severity, Element at, String what) {
        found.add(new Finding(severity, at.file(), at.line(), at.place(), what));
    }

    List<Finding> sorted() {
        return List.copyOf(found);
    }
}
