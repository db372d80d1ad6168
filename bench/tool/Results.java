import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the parts of a run have recorded, each value by part, target, case and metric; a value is a median of rounds. */
final class Results {

    record Key(String part, String target, String point, String metric) {}

    static final List<String> PARTS = List.of("throughput", "variants", "refusals", "miss", "redis", "scale", "start", "memory", "cold");

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> dates = new LinkedHashMap<>();

    static Results read(Path directory) throws IOException {
        Results results = new Results();
        for (String part : PARTS) {
            Path file = directory.resolve(part + ".tsv");
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> results.add(part, line));
            }
        }
        return results;
    }

    private void add(String part, String line) {
        if (line.startsWith("# ")) {
            dates.put(part, line.substring(2));
            return;
        }
        String[] field = line.split("\t");
        values.computeIfAbsent(new Key(part, field[0], field[1], field[3]), key -> new ArrayList<>())
                .add(Double.valueOf(field[4]));
    }

    /** NaN where it was not measured. */
    double median(String part, String target, String point, String metric) {
        List<Double> all = all(part, target, point, metric);
        int middle = all.size() / 2;
        if (all.isEmpty()) {
            return Double.NaN;
        }
        return all.size() % 2 == 1 ? all.get(middle) : (all.get(middle - 1) + all.get(middle)) / 2;
    }

    /** In ascending order. */
    List<Double> all(String part, String target, String point, String metric) {
        return values.getOrDefault(new Key(part, target, point, metric), List.of()).stream()
                .sorted()
                .toList();
    }

    double sum(String part, String metric) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().part.equals(part)
                        && entry.getKey().metric.equals(metric))
                .flatMap(entry -> entry.getValue().stream())
                .mapToDouble(value -> value)
                .sum();
    }

    /** In the order of measurement. */
    Set<String> points(String part, String target, String metric) {
        Set<String> points = new LinkedHashSet<>();
        values.keySet().stream()
                .filter(key -> key.part.equals(part) && key.target.equals(target) && key.metric.equals(metric))
                .forEach(key -> points.add(key.point));
        return points;
    }

    /** In the order of measurement. */
    Set<String> targets(String part, String metric) {
        Set<String> targets = new LinkedHashSet<>();
        values.keySet().stream()
                .filter(key -> key.part.equals(part) && key.metric.equals(metric))
                .forEach(key -> targets.add(key.target));
        return targets;
    }

    String date(String part) {
        return dates.get(part);
    }

    Set<Key> keys() {
        return values.keySet();
    }
}
