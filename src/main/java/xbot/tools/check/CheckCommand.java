package xbot.tools.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.NestedExceptionUtils;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.CasePod;

/** The subcommand {@code check}: prints all that is wrong with the routes of a directory. */
public final class CheckCommand {

    public static final String USAGE = """
            check [DIR] [--format text|json|sarif] [--PROPERTY=VALUE]...
                finds mistakes in the routes of DIR, by default routes, loaded as a pod loads them;
                exit code 0: no error, 1: errors, 2: wrong usage""";

    private CheckCommand() {}

    /**
     * @param application the pod's, which loads the routes
     * @return the exit code
     */
    public static int run(Class<?> application, Arguments given, PrintStream out) {
        String format = given.options().getOrDefault("--format", "text");
        if (!Report.FORMATS.contains(format)) {
            String known = String.join(", ", Report.FORMATS);
            throw new Arguments.WrongUsage("unknown format '" + format + "', there is " + known);
        }
        // a thread of its own, as those of the common pool do not see the classes of the jar
        Thread warmUp = new Thread(CamelSchemaCheck::warmUp);
        warmUp.setDaemon(true);
        warmUp.start();
        Set<Finding> findings = new TreeSet<>();
        try {
            RouteFiles set = RouteFiles.read(Path.of(given.directory()));
            warnOfIgnored(set, findings);
            try (CasePod pod = new CasePod(application, given)) {
                RouteSetCheck.check(set, pod::judge).forEach(findings::add);
            }
            SetParts.judge(Path.of(given.directory()), set, findings);
        } catch (IOException e) {
            findings.add(Finding.error("", 0, "the directory cannot be read: " + e));
        } catch (RuntimeException e) {
            findings.add(Finding.error(
                    "", 0, "the routes cannot be loaded: " + NestedExceptionUtils.getMostSpecificCause(e)));
        }
        List<Finding> located = findings.stream()
                .map(finding -> in(given.directory(), finding))
                .sorted()
                .toList();
        out.println(Report.write(format, given.directory(), located));
        return Report.errors(located) == 0 ? 0 : 1;
    }

    /** Of what looks like a file of the set and is not read. */
    private static void warnOfIgnored(RouteFiles set, Collection<Finding> findings) {
        for (String name : set.ignored()) {
            if (name.endsWith("/")) {
                String plain = name.substring(0, name.length() - 1);
                findings.add(Finding.warning(plain, 0, "is a directory, and directories in this one are not read"));
            } else if (name.matches("(?!kustomization\\.).*(?<!\\.test)\\.(yaml|yml|xml)")) {
                findings.add(Finding.warning(name, 0, "is not read: the name of a route file ends in .camel.yaml"));
            } else if (name.endsWith(".json")) {
                findings.add(Finding.warning(name, 0, "is not read: the name of a schema ends in .schema.json"));
            }
        }
    }

    private static Finding in(String directory, Finding finding) {
        String base = directory.endsWith("/") ? directory : directory + "/";
        String file = finding.file().isEmpty() ? directory : base + finding.file();
        return new Finding(finding.severity(), file, finding.line(), finding.place(), finding.what());
    }
}
