import java.util.List;
import java.util.Locale;

/** A figure, what it should be at least or at most, and what it is; NaN where it was not measured. */
record Goal(String figure, boolean atLeast, double bound, double value, String unit) {

    static List<Goal> of(Results results) {
        return List.of(
                atLeast(
                        "cached throughput ÷ Spring MVC by hand",
                        2.5,
                        rate(results, "ours") / rate(results, "spring-mvc")),
                atLeast("cached throughput ÷ raw Vert.x by hand", 0.6, rate(results, "ours") / rate(results, "vertx")),
                atLeast(
                        "cached throughput ÷ nginx with a fixed body",
                        0.35,
                        rate(results, "ours") / rate(results, "nginx")),
                atLeast("cached throughput ÷ Express", 6, rate(results, "ours") / rate(results, "express")),
                atMost(
                        "p99 at 32 connections ÷ Spring MVC's",
                        0.8,
                        p99(results, "ours") / p99(results, "spring-mvc"),
                        ""),
                atMost(
                        "added latency on a miss, p99, over a 50 ms upstream",
                        5,
                        added(results, "ours", "p99-micros"),
                        "ms"),
                atLeast(
                        "cached throughput sharing over Redis ÷ without",
                        0.85,
                        results.median("redis", "over-redis", "cached", "rate")
                                / results.median("redis", "ours", "cached", "rate")),
                atMost("added latency of known users while Redis is frozen, p99", 5, frozen(results), "ms"),
                atLeast("a 401 ÷ a cached 200, throughput", 1.3, refusal(results, "401") / refusal(results, "ok")),
                atMost(
                        "start with the AOT cache ÷ without",
                        0.45,
                        start(results, "with-aot") / start(results, "without-aot"),
                        ""),
                atMost("resident memory, idle", 200, results.median("memory", "ours", "idle", "rss-mb"), "MB"),
                atMost("resident memory after load with 100,000 users", 400, loaded(results), "MB"),
                atMost("heap per cached user, besides the token", 1536, heapPerUser(results), "bytes"),
                atLeast("throughput with 100,000 ranges ÷ one", 0.95, scaled(results, "ranges-100000")),
                atLeast("throughput with 10,000 partners ÷ one", 0.95, scaled(results, "partners-10000")));
    }

    String verdict() {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return (atLeast ? value >= bound : value <= bound) ? "reached" : "**missed**";
    }

    String row() {
        String measured = Double.isNaN(value) ? "–" : number(value) + unitText();
        return "| %s | %s %s%s | %s | %s |"
                .formatted(figure, atLeast ? "≥" : "≤", number(bound), unitText(), measured, verdict());
    }

    private String unitText() {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String number(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static Goal atLeast(String figure, double bound, double value) {
        return new Goal(figure, true, bound, value, "");
    }

    private static Goal atMost(String figure, double bound, double value, String unit) {
        return new Goal(figure, false, bound, value, unit);
    }

    private static double rate(Results results, String target) {
        return results.median("throughput", target, "cached", "rate");
    }

    private static double p99(Results results, String target) {
        return results.median("throughput", target, "cached", "p99-micros");
    }

    private static double refusal(Results results, String kind) {
        return results.median("refusals", "ours", kind, "rate");
    }

    private static double start(Results results, String target) {
        return results.median("start", target, "start", "millis");
    }

    /** In ms: what is over the median of the same calls without the gateway. */
    static double added(Results results, String target, String percentile) {
        double direct = results.median("miss", "upstream", "new", "p50-micros");
        return (results.median("miss", target, "new", percentile) - direct) / 1000;
    }

    /** In ms: beside Redis as it is. */
    private static double frozen(Results results) {
        return (results.median("redis", "over-redis", "frozen", "p99-micros")
                        - results.median("redis", "over-redis", "well", "p99-micros"))
                / 1000;
    }

    // fewer users than the goal speaks of are not its figure
    private static double loaded(Results results) {
        return results.median("memory", "ours", "after load", "users") >= 100_000
                ? results.median("memory", "ours", "after load", "rss-mb")
                : Double.NaN;
    }

    /** Of the largest number of users; what was there before them is not theirs. */
    private static double heapPerUser(Results results) {
        List<String> steps = List.copyOf(results.points("scale", "users", "heap-bytes"));
        return steps.size() < 2 ? Double.NaN : heapPerUser(results, steps.get(0), steps.get(steps.size() - 1));
    }

    static double heapPerUser(Results results, String first, String users) {
        double heap = results.median("scale", "users", users, "heap-bytes")
                - results.median("scale", "users", first, "heap-bytes");
        double token = results.median("scale", "users", first, "token-bytes");
        return heap / (Double.parseDouble(users) - Double.parseDouble(first)) - token;
    }

    private static double scaled(Results results, String target) {
        return results.median("scale", target, "cached", "rate") / results.median("scale", "one", "cached", "rate");
    }
}
