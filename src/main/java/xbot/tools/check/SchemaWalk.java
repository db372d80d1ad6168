package xbot.tools.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import xbot.routes.RouteYaml;
import xbot.text.Spelling;

/** Lays Camel's schema over a file: names each value, and says of each that does not fit why, once. */
final class SchemaWalk {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_ELEMENTS = 20_000;
    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);

    private final String file;
    private final Findings findings;
    private int elements;

    SchemaWalk(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    Element walk(Node root) {
        Shape shape = CamelSchema.get();
        Element element = new Element(file, "", shape.name, RouteYaml.line(root), root, null);
        visit(element, shape, 0);
        return element;
    }

    private void visit(Element at, Shape shape, int depth) {
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            if (elements <= MAX_ELEMENTS + 1) {
                findings.error(at, "this is too deep or too large, is there an anchor that holds itself?");
            }
            elements = MAX_ELEMENTS + 1;
            return;
        }
        if (at.node() instanceof MappingNode mapping) {
            visitMapping(at, mapping, shape, depth);
        } else if (at.node() instanceof SequenceNode sequence) {
            visitList(at, sequence, shape, depth);
        } else if (at.node() instanceof ScalarNode scalar) {
            visitScalar(at, scalar, shape);
        }
    }

    private void visitMapping(Element at, MappingNode mapping, Shape shape, int depth) {
        if (!shape.allows("object")) {
            findings.error(at, says(at) + "must be " + wanted(shape) + ", not a map");
            return;
        }
        Set<String> given = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            given.add(key);
            Shape option = shape.isOpen() ? new Shape("") : shape.options.get(key);
            int line = RouteYaml.line(tuple.getKeyNode());
            Element value = new Element(file, key, option == null ? "" : option.name, line, tuple.getValueNode(), at);
            if (option == null) {
                findings.unknown(value, kind(at), key, shape.options.keySet());
            } else {
                visit(value, option, depth + 1);
            }
        }
        if (shape.single && given.size() > 1) {
            findings.error(at, "one list item holds " + quoted(given) + ": each needs a '-' of its own");
        }
        if (shape.single && given.isEmpty()) {
            findings.error(at, "this list item is empty");
        }
        missing(at, shape, given);
    }

    private void missing(Element at, Shape shape, Set<String> given) {
        // a wrong word may be the missing one
        boolean allKnown = shape.options.keySet().containsAll(given);
        for (String name : shape.required.stream().sorted().toList()) {
            if (!given.contains(name) && allKnown) {
                findings.error(at, says(at) + "needs '" + name + "'");
            }
        }
        for (Shape.Choice choice : shape.choices) {
            Set<String> chosen =
                    given.stream().filter(choice.options()::contains).collect(Collectors.toSet());
            if (chosen.size() > 1) {
                findings.error(at, says(at) + "has " + quoted(chosen) + ", but only one of them is possible");
            } else if (chosen.isEmpty() && allKnown && (choice.required() || needsExpression(at, choice))) {
                findings.error(
                        at,
                        says(at) + "needs "
                                + (choice.options().contains("simple")
                                        ? "an expression"
                                        : "one of " + quoted(choice.options())));
            }
        }
    }

    /** The schema lets these go without, Camel does not start. */
    private static boolean needsExpression(Element at, Shape.Choice choice) {
        boolean takesExpression = at.isStep() || at.type().equals("WhenDefinition");
        return takesExpression
                && choice.options().contains("simple")
                && !at.name().equals("sort")
                && !at.name().equals("transform");
    }

    private void visitList(Element at, SequenceNode sequence, Shape shape, int depth) {
        if (!shape.allows("array")) {
            findings.error(at, says(at) + "must be " + wanted(shape) + ", not a list");
            return;
        }
        Shape item = shape.items == null ? new Shape("") : shape.items;
        for (Node value : sequence.getValue()) {
            visit(new Element(file, at.name(), item.name, RouteYaml.line(value), value, at), item, depth + 1);
        }
    }

    private void visitScalar(Element at, ScalarNode scalar, Shape shape) {
        String text = scalar.getValue();
        boolean filledLater = text.contains("{{");
        if (shape.types.isEmpty()) {
            if (!shape.options.isEmpty()) {
                findings.error(at, says(at) + "must be a map with a known name, not a text");
            }
            return;
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            findings.error(at, says(at) + "is empty, it must be " + wanted(shape));
        } else if (shape.types.contains("boolean")) {
            if (!filledLater && !text.equals("true") && !text.equals("false")) {
                findings.error(at, says(at) + "must be true or false, not '" + text + "'");
            }
        } else if (shape.types.contains("number")) {
            if (!filledLater && !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
                findings.error(at, says(at) + "must be a number, not '" + text + "'");
            }
        } else if (!shape.types.contains("string")) {
            findings.error(at, says(at) + "must be " + wanted(shape) + ", not a text");
        } else if (NUMBERS.contains(scalar.getTag()) || scalar.getTag().equals(Tag.BOOL)) {
            findings.error(at, says(at) + "must be a text: write \"" + text + "\" in quotes");
        } else if (!shape.values.isEmpty() && !filledLater && !shape.values.contains(text)) {
            findings.error(
                    at,
                    says(at) + "must be one of " + quoted(shape.values) + ", not '" + text + "'"
                            + Spelling.suggestion(text, shape.values));
        }
    }

    private static String kind(Element at) {
        if (at.type().equals("ProcessorDefinition")) {
            return "step";
        }
        return at.parent() == null || at.parent().parent() == null ? "entry" : "option";
    }

    private static String says(Element at) {
        return at.name().isEmpty() ? "" : "'" + at.name() + "' ";
    }

    private static String wanted(Shape shape) {
        if (shape.types.contains("array")) {
            return "a list";
        }
        if (shape.types.contains("object")) {
            return shape.types.contains("string") ? "a text or a map" : "a map";
        }
        return shape.types.contains("boolean")
                ? "true or false"
                : shape.types.contains("number") ? "a number" : "a text";
    }

    private static String quoted(Set<String> names) {
        return quoted(names.stream().sorted().toList());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
