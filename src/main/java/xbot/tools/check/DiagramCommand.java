package xbot.tools.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import xbot.routes.RouteFiles;
import xbot.routes.RouteModel;
import xbot.tools.cases.Arguments;

/** The subcommand {@code diagram}: writes the routes of a directory as a Mermaid flowchart. */
public final class DiagramCommand {

    public static final String USAGE = """
            diagram [DIR] [--check FILE]
                writes the routes of DIR, by default routes, as a Mermaid flowchart; with --check it writes nothing
                and compares; exit code 0: done, 1: FILE shows another picture, 2: wrong usage""";

    private static final Pattern BLOCK = Pattern.compile("```mermaid\\R(.*?)```", Pattern.DOTALL);

    private DiagramCommand() {}

    /** @return the exit code */
    public static int run(Arguments given, PrintStream out, PrintStream err) {
        String directory = given.directory();
        String picture;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            picture = Mermaid.draw(
                    RouteModel.load(camel, RouteFiles.read(Path.of(directory)).contents()));
        } catch (IOException | RuntimeException e) {
            err.println(directory + ": these routes cannot be drawn, see: check " + directory);
            return 1;
        }
        if (given.options().containsKey("--check")) {
            return compare(picture, Path.of(given.options().get("--check")), directory, err);
        }
        out.print(picture);
        return 0;
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
