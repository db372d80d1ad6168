package xbot.tools.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An entry of a route file, such as a route, taken apart.
 *
 * @param all by id, or by kind and number; the first is the entry itself, with an empty name
 */
record RouteParts(Element entry, Map<String, Part> all) {

    private static final Set<String> NO_PARTS = Set.of("from", "parameters");

    /**
     * A step, or a branch of one that has an id.
     *
     * @param place the name of the part that it is in, and where in it
     * @param options by name, those of other parts aside
     */
    record Part(Element at, String place, Map<String, Element> options) {}

    /** Adds those of a file by what a message calls them. */
    static void read(Element file, Map<String, RouteParts> entries) {
        for (Element item : file.children()) {
            for (Element entry : item.children()) {
                RouteParts parts = new RouteParts(entry, new LinkedHashMap<>());
                parts.take(entry, "", parts.add("", entry, ""), "");
                String id = entry.textOf("id");
                String name = entry.name() + (id.isEmpty() ? " in " + file.file() : " '" + id + "'");
                entries.put(free(name, entries), parts);
            }
        }
    }

    private Part add(String name, Element at, String place) {
        Part part = new Part(at, place, new TreeMap<>());
        all.put(name, part);
        return part;
    }

    private void take(Element from, String owner, Part part, String path) {
        if (from.isScalar()) {
            part.options.put(path, from);
        }
        int index = 0;
        for (Element child : from.children()) {
            String dot = path.isEmpty() ? "" : ".";
            String below = from.value().json().isArray() ? path + "[" + index++ + "]" : path + dot + child.name();
            if (isPart(child)) {
                String id = child.textOf("id");
                String name = free(id.isEmpty() ? child.name() : id, all);
                // the number of a step among others is no place: others may come and go
                String branch = below.replaceFirst("\\.?(steps)?\\[\\d+].*", "");
                take(child, name, add(name, child, ("'" + owner + "' " + branch).strip()), "");
            } else if (!below.equals("id")) {
                take(child, owner, part, below);
            }
        }
    }

    private static boolean isPart(Element element) {
        return element.isStep()
                || element.isMap()
                        && !NO_PARTS.contains(element.name())
                        && !element.textOf("id").isEmpty();
    }

    private static String free(String name, Map<String, ?> taken) {
        String free = name;
        for (int number = 2; taken.containsKey(free); number++) {
            free = name + "#" + number;
        }
        return free;
    }
}
