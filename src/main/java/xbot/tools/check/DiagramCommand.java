package xbot.tools.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xbot.routes.RouteModel;

/** The subcommand {@code diagram}: writes the routes of a directory as a Mermaid flowchart. */
public final class DiagramCommand {

    public static final String USAGE = """
            diagram [DIR] [--check FILE]
                writes the routes of DIR, by default routes, as a Mermaid flowchart; with --check it writes nothing
                and compares; exit code 0: done, 1: FILE shows another picture, 2: wrong usage""";

    private static final Pattern BLOCK = Pattern.compile("```mermaid\\R(.*?)```", Pattern.DOTALL);

    private DiagramCommand() {}

    /** @return the exit code */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> rest = new ArrayList<>(arguments);
        String shown = null;
        int option = rest.indexOf("--check");
        if (option >= 0 && option + 1 < rest.size()) {
            shown = rest.remove(option + 1);
            rest.remove(option);
        }
        if (rest.size() > 1 || rest.stream().anyMatch(argument -> argument.startsWith("-"))) {
            err.println("unknown arguments " + String.join(" ", rest));
            err.println("usage: " + USAGE);
            return 2;
        }
        String directory = rest.isEmpty() ? "routes" : rest.get(0);
        Surroundings none = new Surroundings(Set.of(), name -> null, Optional.empty());
        Optional<RouteModel> model = CheckCommand.read(Path.of(directory), new Findings())
                .flatMap(contents -> RouteSetCheck.load(contents, none, new Findings()));
        if (model.isEmpty()) {
            err.println(directory + ": these routes cannot be drawn, see: check " + directory);
            return 1;
        }
        String picture = Mermaid.draw(model.get());
        if (shown == null) {
            out.print(picture);
            return 0;
        }
        return compare(picture, Path.of(shown), directory, err);
    }

    private static int compare(String picture, Path file, String directory, PrintStream err) {
        try {
            Matcher blocks = BLOCK.matcher(Files.readString(file));
            if (blocks.find() && blocks.group(1).replace("\r\n", "\n").equals(picture)) {
                return 0;
            }
            err.println(file + ": its ```mermaid block is not the picture of " + directory
                    + ", write it anew with: diagram " + directory);
        } catch (IOException e) {
            err.println(file + " cannot be read: " + e);
        }
        return 1;
    }
}
