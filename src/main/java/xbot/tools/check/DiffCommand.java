package xbot.tools.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xbot.routes.FileRules;
import xbot.routes.RouteFiles;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.StepCases;

/** The subcommand {@code diff}: says what changed between two directories of routes, and what exercises it. */
public final class DiffCommand {

    public static final String USAGE = """
            diff OLD NEW [--PROPERTY=VALUE]...
                says what changed from the routes in OLD to those in NEW: routes, steps, options, other files, and
                which cases of NEW exercise each new or changed step;
                exit code 0: no difference, 1: differences, 2: wrong usage, or a directory cannot be read""";

    private static final int SHOWN = 5;

    private final PrintStream out;
    private final Map<String, RouteParts.Part> run = new LinkedHashMap<>();

    private DiffCommand(PrintStream out) {
        this.out = out;
    }

    /** @return the exit code */
    public static int run(Class<?> application, Arguments given, PrintStream out, PrintStream err) {
        String next = given.paths().get(1);
        try {
            SortedMap<String, byte[]> before = files(Path.of(given.paths().get(0)));
            SortedMap<String, byte[]> after = files(Path.of(next));
            DiffCommand diff = new DiffCommand(out);
            Set<String> changed = changed(before, after);
            diff.compare(before, after, changed);
            if (!diff.run.isEmpty()) {
                diff.print(StepCases.of(application, new Arguments(List.of(next), Map.of(), given.properties())), next);
            }
            return changed.isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (Exception e) {
            err.println("these directories cannot be compared: " + e);
        }
        return 2;
    }

    /** The set and its cases. */
    private static SortedMap<String, byte[]> files(Path directory) throws IOException {
        RouteFiles set = RouteFiles.read(directory);
        SortedMap<String, byte[]> files = new TreeMap<>(set.contents());
        for (String name : set.ignored()) {
            if (name.endsWith(".test.yaml")) {
                files.put(name, Files.readAllBytes(directory.resolve(name)));
            }
        }
        return files;
    }

    private static Set<String> changed(Map<String, byte[]> before, Map<String, byte[]> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Arrays.equals(before.get(name), after.get(name)));
        return names;
    }

    private void compare(Map<String, byte[]> before, Map<String, byte[]> after, Set<String> changed) {
        Map<String, RouteParts> old = entries(before);
        Map<String, RouteParts> now = entries(after);
        Set<String> told = new TreeSet<>();
        now.forEach((name, entry) -> {
            String file = entry.entry().file();
            RouteParts was = old.get(name);
            if (was == null) {
                out.println(name + " is new, in " + file);
                entry.all().forEach((step, part) -> note(name, step, part));
                told.add(file);
                return;
            }
            PartsDiff diff = new PartsDiff(was, entry);
            boolean isElsewhere = !was.entry().file().equals(file);
            if (isElsewhere || !diff.words().isEmpty()) {
                String from = isElsewhere ? ", was in " + was.entry().file() : "";
                out.println(name + " in " + file + from);
                diff.words().forEach(words -> out.println("  " + words));
                told.addAll(List.of(file, was.entry().file()));
            }
            entry.all().forEach((step, part) -> {
                if (diff.run().contains(part)) {
                    note(name, step, part);
                }
            });
        });
        old.forEach((name, entry) -> {
            if (!now.containsKey(name)) {
                out.println(name + " is gone, it was in " + entry.entry().file());
                told.add(entry.entry().file());
            }
        });
        changed.stream()
                .filter(file -> !told.contains(file))
                .forEach(file -> out.println(file + otherwise(file, before, after)));
    }

    private static String otherwise(String file, Map<String, byte[]> before, Map<String, byte[]> after) {
        if (!before.containsKey(file)) {
            return " is new";
        } else if (!after.containsKey(file)) {
            return " is gone";
        }
        return RouteFiles.isRoutes(file) ? " changed in comments or layout only" : " changed";
    }

    private static Map<String, RouteParts> entries(Map<String, byte[]> files) {
        Map<String, RouteParts> entries = new LinkedHashMap<>();
        files.forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                FileRules.read(file, bytes, fault -> {
                            throw new IllegalArgumentException(fault.toString());
                        })
                        .ifPresent(root -> RouteParts.read(Element.of(file, "", root, null), entries));
            }
        });
        return entries;
    }

    private void note(String entry, String step, RouteParts.Part part) {
        if (!step.isEmpty()) {
            run.put(entry.replaceFirst(".* ", "").replace("'", "") + "/" + step, part);
        }
    }

    private void print(StepCases cases, String directory) {
        if (cases == null) {
            out.println("there are no cases in " + directory + " that could exercise the new and changed steps");
            return;
        }
        cases.faults().forEach(out::println);
        out.println("what exercises the new and changed steps:");
        run.forEach((place, part) -> out.println("  " + place + ": " + cases(part.at(), cases.names())));
    }

    /** Camel does not run a frame such as {@code doTry}, but what is in it. */
    private static String cases(Element step, Map<String, Set<String>> names) {
        List<String> ids = step.all()
                .map(part -> part.textOf("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        Set<String> found = new LinkedHashSet<>();
        ids.forEach(id -> found.addAll(names.getOrDefault(id, Set.of())));
        if (found.isEmpty()) {
            return ids.isEmpty() ? "it has no id, so this cannot be told" : "no case";
        }
        int more = found.size() - SHOWN;
        return found.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
