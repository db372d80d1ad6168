package xbot;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.logging.LoggingSystem;
import xbot.access.NewKey;
import xbot.cases.TestCommand;
import xbot.check.CheckCommand;
import xbot.check.DiagramCommand;

/** What the jar does besides serving, by the first argument. */
final class Subcommands {

    private static final String USAGE =
            """
            usage: java -jar xbot-routes.jar [COMMAND]
            without a command it serves the routes; the properties, as in --xbot.partners-file=FILE, are in README.md
            new-key
                prints a new key and its line for the partners file
            """ + CheckCommand.USAGE + "\n" + TestCommand.USAGE + "\n" + DiagramCommand.USAGE;

    private Subcommands() {}

    static boolean isOne(String[] args) {
        return args.length > 0
                && List.of("new-key", "check", "test", "diagram", "--help").contains(args[0]);
    }

    /** @return the exit code */
    static int run(String[] args, PrintStream out, PrintStream err) {
        List<String> arguments = Arrays.asList(args).subList(1, args.length);
        if (args[0].equals("--help") || arguments.contains("--help")) {
            out.println(USAGE);
            return 0;
        }
        // there is no application that would set it up, and its default is all of it on standard output
        LoggingSystem.get(Subcommands.class.getClassLoader()).beforeInitialize();
        return switch (args[0]) {
            case "check" -> CheckCommand.run(arguments, out, err);
            case "test" -> TestCommand.run(XbotRoutes.class, arguments, out, err);
            case "diagram" -> DiagramCommand.run(arguments, out, err);
            default -> NewKey.run(out);
        };
    }
}
