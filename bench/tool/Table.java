import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String... columns) {
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|---" + "|--:".repeat(columns.length - 1) + "|");
    }

    Table row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    static String whole(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String two(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.2f", value);
    }

    static String millis(double micros) {
        return two(micros / 1000);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
