package xbot.tools.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;

/** The subcommand {@code check}: prints all that is wrong with the routes of a directory. */
public final class CheckCommand {

    public static final String USAGE = """
            check [DIR] [--format text|json|sarif] [--PROPERTY=VALUE]...
                finds mistakes in the routes of DIR, by default routes, without starting anything;
                exit code 0: no error, 1: errors, 2: wrong usage""";

    private static final List<String> FORMATS = Arrays.stream(Report.values())
            .map(format -> format.name().toLowerCase(Locale.ROOT))
            .toList();

    private String directory;
    private Report format = Report.TEXT;
    private final Map<String, Object> properties = new HashMap<>();

    private CheckCommand() {}

    /** @return the exit code */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        CheckCommand command = new CheckCommand();
        String fault = command.parse(arguments);
        if (fault != null) {
            err.println(fault);
            err.println("usage: " + USAGE);
            return 2;
        }
        return command.check(out, err);
    }

    private int check(PrintStream out, PrintStream err) {
        // a thread of its own, as those of the common pool do not see the classes of the jar
        Thread warmUp = new Thread(RouteSetCheck::warmUp);
        warmUp.setDaemon(true);
        warmUp.start();
        Surroundings surroundings = Application.surroundings(properties);
        if (surroundings.caches().isEmpty()) {
            err.println(
                    "note: the names in jcache: are not checked, only those of an Ehcache configuration can be read");
        }
        String name = directory == null ? "routes" : directory;
        Findings findings = new Findings();
        read(Path.of(name), findings)
                .ifPresent(
                        contents -> RouteSetCheck.check(contents, surroundings).forEach(findings::add));
        List<Finding> located = findings.sorted().stream()
                .map(finding -> in(name, finding))
                .sorted()
                .toList();
        out.println(format.write(name, located));
        return Report.errors(located) == 0 ? 0 : 1;
    }

    /** The files of the set; without what looks like one and is not read. */
    static Optional<SortedMap<String, byte[]>> read(Path directory, Findings findings) {
        try {
            RouteFiles files = RouteFiles.read(directory);
            for (String name : files.ignored()) {
                if (name.endsWith("/")) {
                    String plain = name.substring(0, name.length() - 1);
                    findings.warn(plain, 0, "is a directory, and directories in this one are not read");
                } else if (name.matches("(?!kustomization\\.).*(?<!\\.test)\\.(yaml|yml|xml)")) {
                    findings.warn(name, 0, "is not read: the name of a route file ends in .camel.yaml");
                } else if (name.endsWith(".json")) {
                    findings.warn(name, 0, "is not read: the name of a schema ends in .schema.json");
                }
            }
            return Optional.of(files.contents());
        } catch (IOException e) {
            findings.error("", 0, "the directory cannot be read: " + e);
            return Optional.empty();
        }
    }

    private static Finding in(String directory, Finding finding) {
        String base = directory.endsWith("/") ? directory : directory + "/";
        String file = finding.file().isEmpty() ? directory : base + finding.file();
        return new Finding(finding.severity(), file, finding.line(), finding.place(), finding.what());
    }

    /** @return what is wrong with them, or null */
    private String parse(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String fault;
            if (argument.equals("--format")) {
                i++;
                fault = i < arguments.size() ? readFormat(arguments.get(i)) : "--format needs a value";
            } else if (argument.startsWith("--format=")) {
                fault = readFormat(argument.substring("--format=".length()));
            } else {
                fault = argument.startsWith("-") ? readProperty(argument) : readDirectory(argument);
            }
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    @SuppressWarnings("EnumOrdinal") // FORMATS has the same order
    private String readFormat(String value) {
        int known = FORMATS.indexOf(value);
        if (known >= 0) {
            format = Report.values()[known];
            return null;
        }
        return "unknown format '" + value + "', there is " + String.join(", ", FORMATS);
    }

    private String readProperty(String argument) {
        String[] parts = argument.split("=", 2);
        if (!argument.startsWith("--") || parts.length < 2) {
            return "unknown option '" + argument + "'";
        }
        properties.put(parts[0].substring(2), parts[1]);
        return null;
    }

    private String readDirectory(String argument) {
        if (directory != null) {
            return "one directory at a time: '" + directory + "' or '" + argument + "'";
        }
        directory = argument;
        return null;
    }
}
