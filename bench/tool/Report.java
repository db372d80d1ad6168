import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders the results into performance.md, between its markers, its charts, and results.json. */
final class Report {

    private static final String BEGIN = "<!-- bench/run writes from here -->\n";
    private static final String END = "<!-- to here -->\n";

    private Report() {}

    /** Arguments: the directory of the results, the one of performance.md. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path directory = Path.of(args[0]);
        Results results = Results.read(directory);
        List<String[]> machine = Files.readAllLines(directory.resolve("machine.tsv")).stream()
                .map(line -> line.split("\t", 2))
                .toList();
        Files.writeString(directory.resolve("results.json"), Json.of(results, machine));

        Path page = Path.of(args[1], "performance.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no markers");
        }
        Files.writeString(
                page,
                text.substring(0, begin + BEGIN.length()) + "\n" + render(results, machine) + "\n"
                        + text.substring(end));
        Charts.write(results, Path.of(args[1], "performance"));
        Goal.of(results).stream().map(Goal::row).forEach(System.out::println);
    }

    private static String render(Results results, List<String[]> machine) {
        String goals = Goal.of(results).stream().map(Goal::row).collect(Collectors.joining("\n"));
        Table table = new Table("measured on and with", "");
        machine.forEach(table::row);
        return "| figure | goal | measured | |\n|---|--:|--:|---|\n" + goals + "\n\n" + table + "\n"
                + String.join("\n", new Sections(results).all());
    }
}
