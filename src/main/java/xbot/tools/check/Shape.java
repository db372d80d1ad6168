package xbot.tools.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Camel's schema allows in one place. Filled once by {@link CamelSchema}, only read after that. */
final class Shape {

    /** Options of which at most one is given, such as the languages of an expression. */
    record Choice(Set<String> options, boolean required) {}

    final String name;
    final Set<String> types = new HashSet<>();
    final Map<String, Shape> options = new TreeMap<>();
    final Set<String> required = new HashSet<>();
    final List<Choice> choices = new ArrayList<>();
    final List<String> values = new ArrayList<>();
    Shape items;
    boolean single;

    Shape(String name) {
        this.name = name;
    }

    boolean allows(String wanted) {
        return types.isEmpty() || types.contains(wanted);
    }

    boolean isOpen() {
        return options.isEmpty() && allows("object");
    }
}
