import java.util.List;
import java.util.stream.Collectors;

/** The results as JSON: the machine, the goals, and each median with its rounds. */
final class Json {

    private Json() {}

    static String of(Results results, List<String[]> machine) {
        String facts = machine.stream()
                .map(fact -> text(fact[0]) + ": " + text(fact[1]))
                .collect(Collectors.joining(", "));
        String goals = Goal.of(results).stream().map(Json::goal).collect(Collectors.joining(",\n    "));
        String medians =
                results.keys().stream().map(key -> median(results, key)).collect(Collectors.joining(",\n    "));
        return """
                {
                  "machine": {%s},
                  "goals": [
                    %s
                  ],
                  "medians": [
                    %s
                  ]
                }
                """.formatted(facts, goals, medians);
    }

    private static String goal(Goal goal) {
        return "{\"figure\": %s, \"%s\": %s, \"value\": %s, \"verdict\": %s}"
                .formatted(
                        text(goal.figure()),
                        goal.atLeast() ? "atLeast" : "atMost",
                        goal.bound(),
                        number(goal.value()),
                        text(goal.verdict().replace("*", "")));
    }

    private static String median(Results results, Results.Key key) {
        List<Double> rounds = results.all(key.part(), key.target(), key.point(), key.metric());
        double median = results.median(key.part(), key.target(), key.point(), key.metric());
        return "{\"part\": %s, \"target\": %s, \"case\": %s, \"metric\": %s, \"median\": %s, \"rounds\": %s}"
                .formatted(
                        text(key.part()),
                        text(key.target()),
                        text(key.point()),
                        text(key.metric()),
                        number(median),
                        rounds);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "null";
    }

    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
