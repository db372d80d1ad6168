package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A value in a route file, with what Camel's schema says that it is. */
final class Element {

    private static final Set<String> ROUTES =
            Set.of("RouteDefinition", "RouteFromDefinitionDeserializer", "RouteConfigurationDefinition");

    private final String file;
    private final String name;
    private final String type;
    private final int line;
    private final Node node;
    private final Element parent;
    private final List<Element> children = new ArrayList<>();

    /**
     * @param name the key of this value, or that of the list that it is an item of
     * @param type Camel's name for it, such as {@code ToDefinition}; empty for a plain value
     * @param line where its key is, from 1
     */
    Element(String file, String name, String type, int line, Node node, Element parent) {
        this.file = file;
        this.name = name;
        this.type = type;
        this.line = line;
        this.node = node;
        this.parent = parent;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    String file() {
        return file;
    }

    String name() {
        return name;
    }

    String type() {
        return type;
    }

    int line() {
        return line;
    }

    Node node() {
        return node;
    }

    Element parent() {
        return parent;
    }

    List<Element> children() {
        return children;
    }

    /** The text of a scalar, else empty. */
    String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    Optional<Element> child(String key) {
        return children.stream().filter(child -> child.name.equals(key)).findFirst();
    }

    String textOf(String key) {
        return child(key).map(Element::text).orElse("");
    }

    boolean isRoute() {
        return ROUTES.contains(type);
    }

    boolean isConfiguration() {
        return type.equals("RouteConfigurationDefinition");
    }

    boolean isStep() {
        return parent != null && parent.type.equals("ProcessorDefinition");
    }

    boolean isIn(String ancestorType) {
        return ancestors().anyMatch(ancestor -> ancestor.type.equals(ancestorType));
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
}
