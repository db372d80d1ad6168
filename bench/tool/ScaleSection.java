import java.util.Set;

/** One table for each thing that is made larger. */
final class ScaleSection {

    private final Results results;

    ScaleSection(Results results) {
        this.results = results;
    }

    String text() {
        return users() + "\n" + partners() + "\n" + connections() + "\n" + latency();
    }

    private String users() {
        Table table =
                new Table("cached users", "requests/s", "p99 ms", "heap, MB", "heap per user besides the token, bytes");
        Set<String> steps = results.points("scale", "users", "heap-bytes");
        String first = steps.isEmpty() ? "" : steps.iterator().next();
        for (String users : results.points("scale", "users", "rate")) {
            table.row(
                    Table.whole(Double.parseDouble(users)),
                    Table.whole(results.median("scale", "users", users, "rate")),
                    Table.millis(results.median("scale", "users", users, "p99-micros")),
                    Table.whole(results.median("scale", "users", users, "heap-bytes") / 1e6),
                    Table.whole(Goal.heapPerUser(results, first, users)));
        }
        return "![](performance/users.svg)\n\n" + table + "\nA token has "
                + Table.whole(results.median("scale", "users", first, "token-bytes")) + " bytes.\n";
    }

    private String partners() {
        Table table = new Table("10,000 cached users", "requests/s", "÷ one", "p99 ms");
        double base = results.median("scale", "one", "cached", "rate");
        for (String target : results.targets("scale", "rate")) {
            if (target.equals("one") || isStep(target)) {
                double rate = results.median("scale", target, "cached", "rate");
                table.row(
                        name(target),
                        Table.whole(rate),
                        Table.two(rate / base),
                        Table.millis(results.median("scale", target, "cached", "p99-micros")));
            }
        }
        return "![](performance/partners.svg) ![](performance/ranges.svg)\n\n" + table;
    }

    private static boolean isStep(String target) {
        return target.startsWith("partners-") || target.startsWith("ranges-");
    }

    private static String name(String target) {
        if (!isStep(target)) {
            return "one partner, one range";
        }
        int dash = target.indexOf('-');
        return Table.whole(Double.parseDouble(target.substring(dash + 1))) + " " + target.substring(0, dash);
    }

    private String connections() {
        Table table = new Table("connections", "requests/s", "p50 ms", "p99 ms", "p99.9 ms");
        for (String step : results.points("scale", "connections", "rate")) {
            if (step.chars().allMatch(Character::isDigit)) {
                table.row(
                        Table.whole(Double.parseDouble(step)),
                        Table.whole(results.median("scale", "connections", step, "rate")),
                        Table.millis(results.median("scale", "connections", step, "p50-micros")),
                        Table.millis(results.median("scale", "connections", step, "p99-micros")),
                        Table.millis(results.median("scale", "connections", step, "p999-micros")));
            }
        }
        return "![](performance/connections.svg)\n\n" + table;
    }

    private String latency() {
        Table table = new Table(
                "latency of Direct Line", "calls that wait", "cached requests/s", "cached p50 ms", "cached p99 ms");
        for (String step : results.points("scale", "connections", "rate")) {
            if (!step.chars().allMatch(Character::isDigit)) {
                double waiting = results.median("scale", "connections", step, "waiting");
                table.row(
                        step,
                        Table.whole(waiting),
                        Table.whole(results.median("scale", "connections", step, "rate")),
                        Table.millis(results.median("scale", "connections", step, "p50-micros")),
                        Table.millis(results.median("scale", "connections", step, "p99-micros")));
            }
        }
        return "![](performance/latency.svg)\n\nNew users come at one and the same rate at each latency.\n\n" + table;
    }
}
