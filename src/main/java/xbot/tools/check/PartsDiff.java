package xbot.tools.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import xbot.tools.check.RouteParts.Part;

/** In words what differs between two readings of an entry, and which of its steps run otherwise. */
final class PartsDiff {

    private static final int LONGEST = 80;
    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Pattern SECRET_IN_URI =
            Pattern.compile("(?i)(secret|passw|key|token|sig|credential|auth)[\\w.-]*=|://[^/?#\\s]*@");

    private final RouteParts before;
    private final RouteParts after;
    private final TextStyle style = new TextStyle();
    private final List<String> words = new ArrayList<>();
    private final Set<Part> run = new LinkedHashSet<>();

    PartsDiff(RouteParts before, RouteParts after) {
        this.before = before;
        this.after = after;
        Set<String> moved = moved();
        after.all().forEach((name, part) -> {
            String step = name.isEmpty() ? "" : "'" + name + "' ";
            Part old = before.all().get(name);
            if (old == null) {
                say(part, step + "is new, " + where(name, part));
                return;
            }
            if (!old.place().equals(part.place()) || moved.contains(name)) {
                say(part, step + "moved, it is " + where(name, part));
            }
            if (!old.at().name().equals(part.at().name())) {
                say(
                        part,
                        step + "is of kind " + part.at().name() + ", was "
                                + old.at().name());
            }
            compare(step, old, part);
        });
        before.all().keySet().stream()
                .filter(name -> !after.all().containsKey(name))
                .forEach(name -> words.add("'" + name + "' is gone"));
    }

    List<String> words() {
        return words;
    }

    /** Those that are new, moved or changed by more than their prose. */
    Set<Part> run() {
        return run;
    }

    private void say(Part part, String what) {
        words.add(what);
        run.add(part);
    }

    private void compare(String step, Part old, Part part) {
        Set<String> names = new TreeSet<>(old.options().keySet());
        names.addAll(part.options().keySet());
        for (String name : names) {
            Element was = old.options().get(name);
            Element is = part.options().get(name);
            if (was != null && is != null && was.text().equals(is.text())) {
                continue;
            }
            String option = step + (name.isEmpty() ? "" : name + " ");
            if (isSecret(was) || isSecret(is)) {
                words.add(option + "changed; its value looks like a secret and is not shown");
            } else if (was == null) {
                words.add(option + "is new: " + shown(is));
            } else {
                words.add(option + (is == null ? "is gone, it was " : "is " + shown(is) + ", was ") + shown(was));
            }
            if (!PROSE.contains(name)) {
                run.add(part);
            }
        }
    }

    private boolean isSecret(Element value) {
        return value != null
                && (style.isSecret(value, value.text())
                        || SECRET_IN_URI.matcher(value.text()).find()
                        || TextStyle.NAME_OF_SECRET.matcher(value.name()).matches()
                        || value.ancestors()
                                .limit(4)
                                .anyMatch(owner -> TextStyle.NAME_OF_SECRET
                                        .matcher(owner.textOf("name"))
                                        .matches()));
    }

    private static String shown(Element value) {
        String line = value.text().strip().replaceAll("\\s+", " ");
        return "\"" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "\"";
    }

    private String where(String name, Part part) {
        List<String> beside = beside(after, part.place());
        int at = beside.indexOf(name);
        String in = part.place().startsWith("''") ? "" : " in " + part.place();
        return (at == 0 ? "first" : "behind '" + beside.get(at - 1) + "'") + in;
    }

    private static List<String> beside(RouteParts parts, String place) {
        return parts.all().entrySet().stream()
                .filter(part ->
                        !part.getKey().isEmpty() && part.getValue().place().equals(place))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Within their place: all but the most that still stand in the order that they had. */
    private Set<String> moved() {
        Set<String> moved = new TreeSet<>();
        after.all().values().stream().map(Part::place).distinct().forEach(place -> {
            List<String> old = beside(before, place);
            List<String> both =
                    beside(after, place).stream().filter(old::contains).toList();
            moved.addAll(both);
            moved.removeAll(longestInOrder(both, old));
        });
        return moved;
    }

    private static Collection<String> longestInOrder(List<String> names, List<String> order) {
        List<List<String>> ends = new ArrayList<>();
        List<String> longest = List.of();
        for (String name : names) {
            List<String> best = List.of();
            for (List<String> end : ends) {
                boolean fits = order.indexOf(end.get(end.size() - 1)) < order.indexOf(name);
                best = fits && end.size() > best.size() ? end : best;
            }
            List<String> grown = new ArrayList<>(best);
            grown.add(name);
            ends.add(grown);
            longest = grown.size() > longest.size() ? grown : longest;
        }
        return longest;
    }
}
