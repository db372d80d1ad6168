package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xbot.routes.Finding;
import xbot.routes.Finding.Severity;
import xbot.text.YamlValue;

/**
 * A value in a route file, with its place.
 *
 * @param name the key of this value, or that of the list that it is an item of
 */
record Element(String file, String name, YamlValue value, Element parent, List<Element> children) {

    private static final Set<String> ROUTES = Set.of("route", "from", "routeConfiguration");

    static Element of(String file, String name, YamlValue value, Element parent) {
        Element element = new Element(file, name, value, parent, new ArrayList<>());
        value.items().forEach(item -> element.children.add(of(file, name, item, element)));
        value.members().forEach((key, member) -> element.children.add(of(file, key, member, element)));
        return element;
    }

    int line() {
        return value.line();
    }

    /** The text of a scalar, else empty. */
    String text() {
        return isScalar() ? value.text() : "";
    }

    boolean isScalar() {
        return value.text() != null;
    }

    boolean isMap() {
        return value.json().isObject();
    }

    Optional<Element> child(String key) {
        return children.stream().filter(child -> child.name.equals(key)).findFirst();
    }

    String textOf(String key) {
        return child(key).map(Element::text).orElse("");
    }

    /** A route or a route configuration: what is directly in an entry of the file. */
    boolean isRoute() {
        return ROUTES.contains(name) && parent != null && parent.parent != null && parent.parent.parent == null;
    }

    boolean isConfiguration() {
        return name.equals("routeConfiguration") && isRoute();
    }

    boolean isStep() {
        return parent != null
                && parent.name.equals("steps")
                && parent.isMap()
                && parent.parent.value.json().isArray();
    }

    boolean isIn(String ancestor) {
        return ancestors().skip(1).anyMatch(element -> element.name.equals(ancestor));
    }

    Optional<Element> route() {
        return ancestors().filter(Element::isRoute).findFirst();
    }

    /** The step that this belongs to, itself included. */
    Optional<Element> step() {
        return ancestors().filter(Element::isStep).findFirst();
    }

    /** This and what it is in, from the inside out. */
    Stream<Element> ancestors() {
        return Stream.iterate(this, element -> element != null, Element::parent);
    }

    /** This and all that is in it, in the order of the file. */
    Stream<Element> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }

    Finding error(String what) {
        return new Finding(Severity.ERROR, file, line(), place(), what);
    }

    Finding warn(String what) {
        return new Finding(Severity.WARNING, file, line(), place(), what);
    }

    /** {@code route/step}: by id, a step without one by its kind. */
    String place() {
        String route = route().map(found -> found.textOf("id")).orElse("");
        String step = step().map(Element::label).orElse("");
        return route.isEmpty() || step.isEmpty() ? route + step : route + "/" + step;
    }

    private String label() {
        String id = textOf("id");
        return id.isEmpty() ? name : id;
    }

    // a record would go down its children, and up again from each
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
