package xbot.tools;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.logging.LoggingSystem;
import xbot.text.Spelling;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.TestCommand;
import xbot.tools.check.CheckCommand;
import xbot.tools.check.DiagramCommand;
import xbot.tools.check.DiffCommand;

/** What the jar does besides serving, by the first argument. */
public final class Subcommands {

    private static final List<String> HELP = List.of("help", "--help", "-h");
    private static final int WRONG_USAGE = 2;

    private static final String SERVE = """
            usage: java -jar xbot-routes.jar [COMMAND]

            without a command it serves the routes; the properties are in docs/configuration.md
                java -jar xbot-routes.jar --xbot.partners-file=partners.yaml
            help [COMMAND]
                prints this, or what is to be said about one command
            """;
    private static final Map<String, List<String>> OPTIONS = Map.of(
            "check",
            List.of("--format="),
            "test",
            List.of("--only=", "--verbose", "--check"),
            "diagram",
            List.of("--check="),
            "check-partners",
            List.of(PartnersCommand.ALLOWLIST + "="));
    private static final Map<String, String[]> NEEDED =
            Map.of("check-partners", new String[] {"FILE"}, "diff", new String[] {"OLD", "NEW"});
    private static final Map<String, String> USAGES = new LinkedHashMap<>();

    static {
        USAGES.put("new-key", """
                new-key
                    prints a new key and its line for the partners file
                    java -jar xbot-routes.jar new-key""");
        USAGES.put("hash-key", """
                hash-key
                    reads a key that exists from standard input and prints its line for the partners file
                    java -jar xbot-routes.jar hash-key < key.txt""");
        USAGES.put("check", CheckCommand.USAGE + "\n    java -jar xbot-routes.jar check routes --format sarif");
        USAGES.put("check-partners", PartnersCommand.USAGE);
        USAGES.put("test", TestCommand.USAGE + "\n    java -jar xbot-routes.jar test routes --verbose");
        USAGES.put("hash", HashCommand.USAGE);
        USAGES.put("diff", DiffCommand.USAGE + "\n    java -jar xbot-routes.jar diff live/routes routes");
        USAGES.put("diagram", DiagramCommand.USAGE + "\n    java -jar xbot-routes.jar diagram routes");
    }

    private Subcommands() {}

    /** Properties, as in {@code --xbot.http.port=8080}, and no argument at all are the server's. */
    public static boolean isOne(String[] args) {
        return args.length > 0 && (HELP.contains(args[0]) || !args[0].startsWith("-"));
    }

    /** @return the exit code */
    public static int run(Class<?> application, String[] args, PrintStream out, PrintStream err) {
        List<String> arguments = Arrays.asList(args).subList(1, args.length);
        if (HELP.contains(args[0])) {
            return help(arguments.isEmpty() ? null : arguments.get(0), out, err);
        }
        if (!USAGES.containsKey(args[0])) {
            return refuse(args[0], err);
        }
        if (arguments.contains("--help")) {
            return help(args[0], out, err);
        }
        // there is no application that would set it up, and its default is all of it on standard output
        LoggingSystem.get(Subcommands.class.getClassLoader()).beforeInitialize();
        try {
            Arguments given = Arguments.parse(
                    arguments, OPTIONS.getOrDefault(args[0], List.of()), NEEDED.getOrDefault(args[0], new String[0]));
            return switch (args[0]) {
                case "check" -> CheckCommand.run(application, given, out);
                case "check-partners" -> PartnersCommand.run(given, out);
                case "test" -> test(application, given, out);
                case "diagram" -> DiagramCommand.run(given, out, err);
                case "diff" -> DiffCommand.run(application, given, out, err);
                case "hash" -> HashCommand.run(given.directory(), out, err);
                case "hash-key" -> NewKey.hash(System.in, out, err);
                default -> NewKey.run(out);
            };
        } catch (Arguments.WrongUsage e) {
            err.println(e.getMessage());
            help(args[0], err, err);
            return WRONG_USAGE;
        }
    }

    private static int test(Class<?> application, Arguments given, PrintStream out) {
        int checked = given.options().containsKey("--check") ? CheckCommand.run(application, given, out) : 0;
        return checked == 0 ? TestCommand.run(application, given, out) : checked;
    }

    private static int help(String command, PrintStream out, PrintStream err) {
        if (command != null && !USAGES.containsKey(command)) {
            return refuse(command, err);
        }
        out.println(command == null ? SERVE + String.join("\n", USAGES.values()) : "usage: " + USAGES.get(command));
        return 0;
    }

    private static int refuse(String command, PrintStream err) {
        String meant = Spelling.closest(command, USAGES.keySet())
                .map(known -> ", did you mean '" + known + "'")
                .orElse("");
        err.println("unknown command '%s'%s; there are %s; help says what each does"
                .formatted(command, meant, String.join(", ", USAGES.keySet())));
        return WRONG_USAGE;
    }
}
