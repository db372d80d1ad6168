package xbot.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import xbot.routes.RouteYaml;

/**
 * A value in a route file, with its place.
 *
 * @param name the key of this value, or that of the list that it is an item of
 * @param line where its key is, from 1
 */
record Element(String file, String name, int line, Node node, Element parent, List<Element> children) {

    private static final Set<String> ROUTES = Set.of("route", "from", "routeConfiguration");

    static Element root(String file, Node node) {
        return of(file, "", RouteYaml.line(node), node, null);
    }

    private static Element of(String file, String name, int line, Node node, Element parent) {
        Element element = new Element(file, name, line, node, parent, new ArrayList<>());
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                element.children.add(of(file, name, RouteYaml.line(item), item, element));
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple option : mapping.getValue()) {
                String key = option.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                int keyLine = RouteYaml.line(option.getKeyNode());
                element.children.add(of(file, key, keyLine, option.getValueNode(), element));
            }
        }
        return element;
    }

    /** As a validator of JSON Schema takes it. */
    JsonNode json() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node instanceof SequenceNode) {
            ArrayNode array = json.arrayNode();
            children.forEach(item -> array.add(item.json()));
            return array;
        }
        if (node instanceof MappingNode) {
            ObjectNode object = json.objectNode();
            children.forEach(option -> object.set(option.name, option.json()));
            return object;
        }
        Tag tag = node.getTag();
        return tag.equals(Tag.NULL)
                ? json.nullNode()
                : tag.equals(Tag.BOOL)
                        ? json.booleanNode(text().equalsIgnoreCase("true"))
                        : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? json.numberNode(1) : json.textNode(text());
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
                && parent.node instanceof MappingNode
                && parent.parent.node instanceof SequenceNode;
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
