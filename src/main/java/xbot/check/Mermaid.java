package xbot.check;

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
        new TreeSet<>(mermaid.links)
                .forEach(link -> mermaid.chart.append("  ").append(link).append('\n'));
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
            chart.append("    ")
                    .append(name(route))
                    .append("_in([\"")
                    .append(method)
                    .append(start.path())
                    .append("\"])\n");
            before.add(name(route) + "_in");
        }
        drawSteps(steps(route), before, "    ");
        chart.append("  end\n");
    }

    /** @return the names of what the last of them leaves open */
    private List<String> drawSteps(List<Element> steps, List<String> before, String indent) {
        List<String> last = before;
        for (Element step : steps) {
            boolean isCatch = step.type().equals("CatchDefinition");
            if (isCatch) {
                String caught = step.all()
                        .filter(element -> element.name().equals("exception") && element.isScalar())
                        .map(element -> element.text().substring(element.text().lastIndexOf('.') + 1))
                        .collect(Collectors.joining(", "));
                drawCaught(step, last, caught, indent);
            } else if (step.textOf("id").isEmpty()) {
                last = drawSteps(steps(step), last, indent);
            } else {
                drawStep(step, indent);
                for (String from : last) {
                    chart.append(indent)
                            .append(from)
                            .append(" --> ")
                            .append(name(step))
                            .append('\n');
                }
                last = List.of(name(step));
            }
        }
        return last;
    }

    private void drawCaught(Element step, List<String> last, String caught, String indent) {
        List<Element> inner = steps(step);
        drawSteps(inner, List.of(), indent);
        inner.stream()
                .filter(first -> !first.textOf("id").isEmpty())
                .findFirst()
                .ifPresent(first -> last.forEach(from -> chart.append(indent)
                        .append(from)
                        .append(" -. ")
                        .append(caught)
                        .append(" .-> ")
                        .append(name(first))
                        .append('\n')));
    }

    private void drawStep(Element step, String indent) {
        List<Element> inner = steps(step);
        boolean isBox = inner.stream()
                .flatMap(Element::all)
                .anyMatch(e -> !e.textOf("id").isEmpty());
        String id = step.textOf("id");
        if (isBox) {
            String kind = step.name().equals("steps") ? "" : step.name() + " ";
            open(step, kind + id, indent);
            drawSteps(inner, List.of(), indent + "  ");
            chart.append(indent).append("end\n");
            return;
        }
        Endpoint endpoint = endpoints.get(step);
        String target = endpoint == null ? null : consumers.get(endpoint.scheme() + ":" + endpoint.path());
        String shape = "[\"" + id + "\"]";
        if (target != null) {
            links.add(name(step) + (step.name().equals("wireTap") ? " -.-> " : " --> ") + target);
        } else if (endpoint != null) {
            boolean isCache = endpoint.scheme().equals("jcache");
            shape = isCache ? "[(\"" + id + "\")]" : "([\"" + id + "\"])";
        } else if (step.name().equals("filter") || step.type().equals("WhenDefinition")) {
            shape = "{{\"" + id + "\"}}";
        }
        chart.append(indent).append(name(step)).append(shape).append('\n');
    }

    private void open(Element of, String label, String indent) {
        chart.append(indent)
                .append("subgraph ")
                .append(name(of))
                .append("[\"")
                .append(label)
                .append("\"]\n");
        chart.append(indent).append("  direction TB\n");
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
        return Set.of("WhenDefinition", "OtherwiseDefinition", "CatchDefinition", "FinallyDefinition")
                .contains(element.type());
    }

    private static String name(Element of) {
        String route = of.route().map(found -> found.textOf("id")).orElse("");
        String path = of.isRoute() ? route : route + "__" + of.textOf("id");
        return path.replaceAll("[^A-Za-z0-9]", "_");
    }
}
