import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The charts of bench/performance.md, each of a part that was run. */
final class Charts {

    private final Results results;
    private final Path directory;

    private Charts(Results results, Path directory) {
        this.results = results;
        this.directory = directory;
    }

    static void write(Results results, Path directory) throws IOException {
        Charts charts = new Charts(results, directory);
        if (results.date("throughput") != null) {
            charts.throughput();
        }
        if (results.date("scale") != null) {
            charts.curve("users", "Cached answers by number of cached users", "users", step -> true);
            charts.curve(
                    "connections", "Cached answers by number of connections", "connections", step -> isNumber(step));
            charts.curve(
                    "latency",
                    "Cached answers while calls wait for Direct Line",
                    "connections",
                    step -> !isNumber(step));
            charts.targets("partners", "Cached answers by number of partners");
            charts.targets("ranges", "Cached answers by number of ranges in the allowlist");
        }
    }

    private static boolean isNumber(String step) {
        return step.chars().allMatch(Character::isDigit);
    }

    private void throughput() throws IOException {
        List<Chart.Point> bars = new ArrayList<>();
        for (String target : results.targets("throughput", "rate")) {
            bars.add(new Chart.Point(Sections.name(target), results.median("throughput", target, "cached", "rate")));
        }
        Files.writeString(directory.resolve("throughput.svg"), Chart.bars("Cached answers, requests per second", bars));
    }

    private void curve(String file, String title, String target, Predicate<String> isStep) throws IOException {
        List<Chart.Point> rates = new ArrayList<>();
        List<Chart.Point> p99 = new ArrayList<>();
        results.points("scale", target, "rate").stream().filter(isStep).forEach(step -> {
            String label = isNumber(step) ? Table.whole(Double.parseDouble(step)) : step;
            rates.add(new Chart.Point(label, results.median("scale", target, step, "rate")));
            p99.add(new Chart.Point(label, results.median("scale", target, step, "p99-micros") / 1000));
        });
        Files.writeString(directory.resolve(file + ".svg"), Chart.lines(title, "requests/s", rates, "p99, ms", p99));
    }

    private void targets(String kind, String title) throws IOException {
        List<Chart.Point> rates = new ArrayList<>();
        List<Chart.Point> p99 = new ArrayList<>();
        for (String target : results.targets("scale", "rate")) {
            if (target.equals("one") || target.startsWith(kind + "-")) {
                String label = target.equals("one")
                        ? "1"
                        : Table.whole(Double.parseDouble(target.substring(kind.length() + 1)));
                rates.add(new Chart.Point(label, results.median("scale", target, "cached", "rate")));
                p99.add(new Chart.Point(label, results.median("scale", target, "cached", "p99-micros") / 1000));
            }
        }
        Files.writeString(directory.resolve(kind + ".svg"), Chart.lines(title, "requests/s", rates, "p99, ms", p99));
    }
}
