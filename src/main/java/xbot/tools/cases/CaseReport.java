package xbot.tools.cases;

import java.io.PrintStream;
import xbot.contract.InvalidRequest;

/** What is printed of a run. */
final class CaseReport {

    private static final int COLUMN = 56;

    private final PrintStream out;
    private String file = "";
    private int cases;
    private int failed;
    private long millis;

    CaseReport(PrintStream out) {
        this.out = out;
    }

    boolean isOk() {
        return failed == 0;
    }

    void print(CaseRun.Result result) {
        RouteCase routeCase = result.routeCase();
        if (!file.equals(routeCase.file().name())) {
            file = routeCase.file().name();
            out.println(file);
        }
        cases++;
        millis += result.took().toMillis();
        out.printf(
                "  %-6s  %s (%d ms)%n",
                result.isOk() ? "ok" : "FAILED", routeCase.name(), result.took().toMillis());
        if (!result.isOk()) {
            failed++;
            result.differences().forEach(this::print);
            printCause(result);
        }
    }

    private void print(Judgement.Difference difference) {
        out.printf("    %s:%d: %s%n", file, difference.line(), difference.what());
        if (difference.expected() != null) {
            row("expected", "received");
            sideBySide(difference.expected(), difference.received());
        }
    }

    /** Long values go on below. */
    private void sideBySide(String expected, String received) {
        for (int from = 0; from < Math.max(Math.max(expected.length(), received.length()), 1); from += COLUMN) {
            row(part(expected, from), part(received, from));
        }
    }

    private static String part(String text, int from) {
        return from >= text.length() ? "" : text.substring(from, Math.min(text.length(), from + COLUMN));
    }

    private void row(String expected, String received) {
        out.println(("      " + pad(expected) + " | " + received).stripTrailing());
    }

    private static String pad(String text) {
        return text + " ".repeat(COLUMN - text.length());
    }

    private void printCause(CaseRun.Result result) {
        Throwable cause = result.cause();
        if (cause == null) {
            return;
        }
        out.printf(
                "    the route met %s%s%n",
                cause, result.place().map(step -> " in step " + step).orElse(""));
        if (cause instanceof InvalidRequest invalid) {
            invalid.findings().forEach(f -> out.printf("      %s %s%n", f.pointer(), f.message()));
        }
    }

    void printSummary() {
        out.printf("%d cases, %d failed, %d.%d s%n", cases, failed, millis / 1000, millis % 1000 / 100);
    }

    void print(Coverage coverage) {
        out.printf(
                "%d of %d steps exercised (%d %%)%n",
                coverage.reachedSize(),
                coverage.size(),
                coverage.size() == 0 ? 100 : 100 * coverage.reachedSize() / coverage.size());
        coverage.notReached().forEach(step -> out.printf("  not exercised: %s/%s%n", step.owner(), step.id()));
    }
}
