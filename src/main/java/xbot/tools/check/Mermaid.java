package xbot.tools.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routes as one Mermaid flowchart: of the steps those with an id, in the order in which they run. */
final class Mermaid {

    /** Of which one is taken. */
    private static final Set<String> WAYS = Set.of("WhenDefinition", "OtherwiseDefinition");

    private static final Set<String> TRANSPARENT = Set.of("ProcessorDefinition", "");

    private final StringBuilder chart = new StringBuilder("flowchart TB\n");
    private final List<String> links = new ArrayList<>();
    private final Map<String, String> consumers = new TreeMap<>();
    private final Map<Element, Endpoint> endpoints;

    private Mermaid(Map<Element, Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    static String draw(RouteTree tree) {
        Map<Element, Endpoint> endpoints = Endpoint.in(tree, text -> null)
                .filter(endpoint ->
                        endpoint.startsRoute() || endpoint.at().step().isPresent())
                .collect(Collectors.toMap(Mermaid::owner, endpoint -> endpoint, (a, b) -> a));
        Mermaid mermaid = new Mermaid(endpoints);
        List<Element> routes = tree.routes()
                .filter(route -> !route.isConfiguration() && !route.textOf("id").isEmpty())
                .sorted((a, b) -> Boolean.compare(!mermaid.isServed(a), !mermaid.isServed(b)))
                .toList();
        routes.forEach(mermaid::learnConsumer);
        routes.forEach(mermaid::drawRoute);
        new TreeSet<>(mermaid.links).forEach(link -> mermaid.line("  ", link));
        return mermaid.chart.toString();
    }

    private static Element owner(Endpoint endpoint) {
        Element at = endpoint.at();
        return endpoint.startsRoute() ? at.route().orElse(at) : at.step().orElse(at);
    }

    private boolean isServed(Element route) {
        return Optional.ofNullable(endpoints.get(route))
                .filter(start -> start.scheme().equals("platform-http"))
                .isPresent();
    }

    private void learnConsumer(Element route) {
        Endpoint start = endpoints.get(route);
        if (start != null) {
            consumers.put(start.scheme() + ":" + start.path(), name(route));
        }
    }

    private void drawRoute(Element route) {
        open(route, route.textOf("id"), "  ");
        List<String> before = new ArrayList<>();
        if (isServed(route)) {
            Endpoint start = endpoints.get(route);
            String method = Optional.ofNullable(start.parameters().get("httpMethodRestrict"))
                    .map(restrict -> restrict.text() + " ")
                    .orElse("");
            line("    ", name(route) + "_in([\"" + method + start.path() + "\"])");
            before.add(name(route) + "_in");
        }
        drawSteps(steps(route), before, "    ");
        line("  ", "end");
    }

    /** @return the names of what the last of them leaves open */
    private List<String> drawSteps(List<Element> steps, List<String> before, String indent) {
        boolean areWays = !steps.isEmpty() && steps.stream().allMatch(step -> WAYS.contains(step.type()));
        if (areWays) {
            return steps.stream()
                    .flatMap(way -> drawNext(way, before, indent).stream())
                    .distinct()
                    .toList();
        }
        List<String> last = before;
        for (Element step : steps) {
            last = drawNext(step, last, indent);
        }
        return last;
    }

    private List<String> drawNext(Element step, List<String> before, String indent) {
        if (step.type().equals("CatchDefinition")) {
            drawCaught(step, before, indent);
            return before;
        }
        if (step.textOf("id").isEmpty()) {
            return drawSteps(steps(step), before, indent);
        }
        drawStep(step, before, indent);
        return List.of(name(step));
    }

    private void drawCaught(Element clause, List<String> before, String indent) {
        String caught = clause.all()
                .filter(element -> element.name().equals("exception") && element.isScalar())
                .map(element -> element.text().substring(element.text().lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
        List<Element> inner = steps(clause);
        drawSteps(inner, List.of(), indent);
        inner.stream()
                .filter(step -> !step.textOf("id").isEmpty())
                .findFirst()
                .ifPresent(
                        first -> before.forEach(from -> line(indent, from + " -. " + caught + " .-> " + name(first))));
    }

    private void drawStep(Element step, List<String> before, String indent) {
        List<Element> inner = steps(step);
        String id = step.textOf("id");
        if (inner.stream()
                .flatMap(Element::all)
                .anyMatch(element -> !element.textOf("id").isEmpty())) {
            open(step, step.name() + " " + id, indent);
            drawSteps(inner, List.of(), indent + "  ");
            line(indent, "end");
            before.forEach(from -> line(indent, from + " --> " + name(step)));
        } else if (before.isEmpty()) {
            line(indent, name(step) + shape(step));
        } else {
            before.forEach(from -> line(indent, from + " --> " + name(step) + shape(step)));
        }
    }

    private String shape(Element step) {
        String label = "\"" + step.textOf("id") + "\"";
        Endpoint endpoint = endpoints.get(step);
        if (endpoint == null) {
            boolean decides = step.name().equals("filter") || step.type().equals("WhenDefinition");
            return decides ? "{{" + label + "}}" : "[" + label + "]";
        }
        String consumer = consumers.get(endpoint.scheme() + ":" + endpoint.path());
        if (consumer != null) {
            links.add(name(step) + (step.name().equals("wireTap") ? " -.-> " : " --> ") + consumer);
            return "[" + label + "]";
        }
        return endpoint.scheme().equals("jcache") ? "[(" + label + ")]" : "([" + label + "])";
    }

    private void open(Element of, String label, String indent) {
        line(indent, "subgraph " + name(of) + "[\"" + label + "\"]");
    }

    private void line(String indent, String text) {
        chart.append(indent).append(text).append('\n');
    }

    /** The steps directly in this one: in its lists of steps, its branches and its catch clauses. */
    private static List<Element> steps(Element of) {
        return of.children().stream()
                .flatMap(child -> child.isStep() || isBranch(child)
                        ? List.of(child).stream()
                        : TRANSPARENT.contains(child.type()) || child.name().equals("from")
                                ? steps(child).stream()
                                : List.<Element>of().stream())
                .toList();
    }

    private static boolean isBranch(Element element) {
        return WAYS.contains(element.type())
                || element.type().equals("CatchDefinition")
                || element.type().equals("FinallyDefinition");
    }

    /** Ids of steps are unique in a set; those of routes may be taken by a step, and {@code end} by Mermaid. */
    private static String name(Element of) {
        String id = of.textOf("id").replaceAll("[^A-Za-z0-9]", "_");
        return of.isRoute() ? "route_" + id : id.equals("end") ? "end_" : id;
    }
}
