import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of bench/performance.md that are made from results; a part that was not run has none. */
final class Sections {

    static final Map<String, String> NAMES = Map.of(
            "ours", "xbot-routes",
            "spring-mvc", "Spring MVC and Caffeine by hand",
            "vertx", "raw Vert.x by hand",
            "express", "Express by hand, one process",
            "nginx", "nginx, a fixed body",
            "no-request-log", "without the request log",
            "no-metrics", "without its metrics",
            "jdk-17", "on JDK 17, without the AOT cache",
            "over-redis", "sharing tokens over Redis",
            "upstream", "Direct Line itself");

    private final Results results;

    Sections(Results results) {
        this.results = results;
    }

    List<String> all() {
        List<String> sections = new ArrayList<>();
        add(
                sections,
                "throughput",
                "Cached answers",
                "![](performance/throughput.svg)\n\n" + rates("throughput", "cached", "ours"));
        add(sections, "variants", "What log, metrics and JDK cost", rates("variants", "cached", "ours"));
        add(sections, "refusals", "Refusals", refusals());
        add(sections, "miss", "Users without a token, Direct Line takes 50 ms", miss());
        add(sections, "redis", "Tokens shared over Redis", redis());
        add(sections, "scale", "What grows", new ScaleSection(results).text());
        add(sections, "start", "Start", start());
        add(sections, "memory", "Memory", memory());
        add(sections, "cold", "The first seconds", cold());
        return sections;
    }

    private void add(List<String> sections, String part, String title, String text) {
        if (results.date(part) != null) {
            double verified = results.sum(part, "answers");
            String compared =
                    verified == 0 ? "" : ", %s answers compared with their requests".formatted(Table.whole(verified));
            sections.add("### %s\n\nMeasured at %s%s.\n\n%s".formatted(title, results.date(part), compared, text));
        }
    }

    static String name(String target) {
        return NAMES.getOrDefault(target, target);
    }

    private String rates(String part, String point, String base) {
        Table table = new Table(
                "",
                "requests/s",
                "lowest – highest round",
                "÷ " + name(base),
                "CPU µs/request",
                "p50 ms",
                "p99 ms",
                "p99.9 ms");
        for (String target : results.targets(part, "rate")) {
            row(table, part, target, point, name(target), results.median(part, base, point, "rate"));
        }
        return table.toString();
    }

    private String refusals() {
        Table table = new Table(
                "",
                "requests/s",
                "lowest – highest round",
                "÷ cached 200",
                "CPU µs/request",
                "p50 ms",
                "p99 ms",
                "p99.9 ms");
        for (String kind : results.points("refusals", "ours", "rate")) {
            String name = kind.equals("ok") ? "cached 200" : kind;
            row(table, "refusals", "ours", kind, name, results.median("refusals", "ours", "ok", "rate"));
        }
        return table.toString();
    }

    private void row(Table table, String part, String target, String point, String name, double base) {
        List<Double> rounds = results.all(part, target, point, "rate");
        double rate = results.median(part, target, point, "rate");
        if (rounds.isEmpty()) {
            return;
        }
        table.row(
                name,
                Table.whole(rate),
                Table.whole(rounds.get(0)) + " – " + Table.whole(rounds.get(rounds.size() - 1)),
                Table.two(rate / base),
                Table.whole(results.median(part, target, point, "cpu-micros")),
                Table.millis(results.median(part, target, point, "p50-micros")),
                Table.millis(results.median(part, target, point, "p99-micros")),
                Table.millis(results.median(part, target, point, "p999-micros")));
    }

    private String miss() {
        Table table =
                new Table("200 new users a second", "p50 ms", "p99 ms", "p99.9 ms", "added p50 ms", "added p99 ms");
        for (String target : results.targets("miss", "p50-micros")) {
            table.row(
                    name(target),
                    Table.millis(results.median("miss", target, "new", "p50-micros")),
                    Table.millis(results.median("miss", target, "new", "p99-micros")),
                    Table.millis(results.median("miss", target, "new", "p999-micros")),
                    Table.two(Goal.added(results, target, "p50-micros")),
                    Table.two(Goal.added(results, target, "p99-micros")));
        }
        return "Added: over the median of Direct Line itself.\n\n" + table
                + "\nOf 20 requests 19 are for cached users and one for a new one, 32 connections:\n\n"
                + rates("miss", "mixed", "ours");
    }

    private String redis() {
        Table table = new Table("known users, 200 requests a second", "p50 ms", "p99 ms", "p99.9 ms");
        for (String point : List.of("well", "frozen")) {
            table.row(
                    "Redis is " + point,
                    Table.millis(results.median("redis", "over-redis", point, "p50-micros")),
                    Table.millis(results.median("redis", "over-redis", point, "p99-micros")),
                    Table.millis(results.median("redis", "over-redis", point, "p999-micros")));
        }
        return rates("redis", "cached", "ours") + "\nRedis is frozen (SIGSTOP) in the middle of the loop:\n\n" + table;
    }

    private String start() {
        Table table = new Table(
                "median of %d"
                        .formatted(results.all("start", "with-aot", "start", "millis")
                                .size()),
                "ready after ms",
                "CPU ms");
        for (String target : results.targets("start", "millis")) {
            table.row(
                    target.equals("with-aot") ? "with the AOT cache" : "without",
                    Table.whole(results.median("start", target, "start", "millis")),
                    Table.whole(results.median("start", target, "start", "cpu-millis")));
        }
        return table.toString();
    }

    private String cold() {
        Table table = new Table("p50 / p99 ms in second", "1", "2", "5", "10", "30", "p99 of the first 5 s");
        for (String target : results.targets("cold", "p99-micros-0")) {
            for (String point : results.points("cold", target, "p99-micros-0")) {
                List<String> cells = new ArrayList<>(List.of(name(target).replace("-aot", " the AOT cache") + ", " + point.replace("-", " loop, CPUs: ")));
                for (int second : List.of(1, 2, 5, 10, 30)) {
                    cells.add(Table.millis(results.median("cold", target, point, "p50-micros-" + second)) + " / "
                            + Table.millis(results.median("cold", target, point, "p99-micros-" + second)));
                }
                cells.add(Table.millis(results.median("cold", target, point, "p99-micros-0")));
                table.row(cells.toArray(String[]::new));
            }
        }
        return table.toString();
    }

    private String memory() {
        String users = Table.whole(results.median("memory", "ours", "after load", "users"));
        return new Table("", "resident memory")
                .row("idle", Table.whole(results.median("memory", "ours", "idle", "rss-mb")) + " MB")
                .row(
                        "after load for " + users + " users",
                        Table.whole(results.median("memory", "ours", "after load", "rss-mb")) + " MB")
                .toString();
    }
}
