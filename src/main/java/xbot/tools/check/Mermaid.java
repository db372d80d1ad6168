package xbot.tools.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import xbot.routes.RouteCall;
import xbot.routes.RouteModel;

/** The routes as one Mermaid flowchart: of the steps those with an id, in the order in which they run. */
final class Mermaid {

    private final StringBuilder chart = new StringBuilder("flowchart TB\n");
    private final TreeSet<String> links = new TreeSet<>();
    private final Map<String, String> consumers = new TreeMap<>();
    private final Map<Object, RouteCall> calls;

    private Mermaid(RouteModel model) {
        calls = model.calls().collect(Collectors.toMap(RouteCall::at, call -> call, (a, b) -> a));
    }

    static String draw(RouteModel model) {
        Mermaid mermaid = new Mermaid(model);
        List<RouteDefinition> routes = model.running().stream()
                .filter(route -> route.getRouteId() != null)
                .sorted(Comparator.comparing(route -> !mermaid.isServed(route)))
                .toList();
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("there is no route");
        }
        routes.forEach(route -> mermaid.consumers.put(mermaid.start(route).key(), name(route)));
        routes.forEach(mermaid::drawRoute);
        mermaid.links.forEach(link -> mermaid.line("  ", link));
        return mermaid.chart.toString();
    }

    private RouteCall start(RouteDefinition route) {
        return calls.get(route.getInput());
    }

    private boolean isServed(RouteDefinition route) {
        return start(route).scheme().equals("platform-http");
    }

    private void drawRoute(RouteDefinition route) {
        line("  ", "subgraph " + name(route) + "[\"" + route.getRouteId() + "\"]");
        List<String> before = new ArrayList<>();
        if (isServed(route)) {
            String method = start(route).option("httpMethodRestrict");
            String served = (method + " " + start(route).path()).strip();
            line("    ", name(route) + "_in([\"" + served + "\"])");
            before.add(name(route) + "_in");
        }
        drawSteps(inner(route), before, "    ");
        line("  ", "end");
    }

    /** @return the names of what the last of them leaves open */
    private List<String> drawSteps(List<OptionalIdentifiedDefinition<?>> steps, List<String> before, String indent) {
        boolean areWays = !steps.isEmpty()
                && steps.stream()
                        .allMatch(step -> step instanceof WhenDefinition || step instanceof OtherwiseDefinition);
        if (areWays) {
            return steps.stream()
                    .flatMap(way -> drawNext(way, before, indent).stream())
                    .distinct()
                    .toList();
        }
        List<String> last = before;
        for (OptionalIdentifiedDefinition<?> step : steps) {
            last = drawNext(step, last, indent);
        }
        return last;
    }

    private List<String> drawNext(OptionalIdentifiedDefinition<?> step, List<String> before, String indent) {
        if (step instanceof CatchDefinition clause) {
            drawCaught(clause, before, indent);
            return before;
        }
        if (step.getId() == null) {
            return drawSteps(inner(step), before, indent);
        }
        drawStep(step, before, indent);
        return List.of(name(step));
    }

    private void drawCaught(CatchDefinition clause, List<String> before, String indent) {
        String caught = clause.getExceptions().stream()
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
        List<OptionalIdentifiedDefinition<?>> inner = inner(clause);
        drawSteps(inner, List.of(), indent);
        inner.stream()
                .filter(step -> step.getId() != null)
                .findFirst()
                .ifPresent(
                        first -> before.forEach(from -> line(indent, from + " -. " + caught + " .-> " + name(first))));
    }

    private void drawStep(OptionalIdentifiedDefinition<?> step, List<String> before, String indent) {
        if (hasNamed(step)) {
            line(indent, "subgraph " + name(step) + "[\"" + step.getShortName() + " " + step.getId() + "\"]");
            drawSteps(inner(step), List.of(), indent + "  ");
            line(indent, "end");
            before.forEach(from -> line(indent, from + " --> " + name(step)));
        } else if (before.isEmpty()) {
            line(indent, name(step) + shape(step));
        } else {
            before.forEach(from -> line(indent, from + " --> " + name(step) + shape(step)));
        }
    }

    private static boolean hasNamed(OptionalIdentifiedDefinition<?> step) {
        return inner(step).stream().anyMatch(inner -> inner.getId() != null || hasNamed(inner));
    }

    private String shape(OptionalIdentifiedDefinition<?> step) {
        String label = "\"" + step.getId() + "\"";
        RouteCall call = calls.get(step);
        if (call == null) {
            boolean decides = step.getShortName().equals("filter") || step instanceof WhenDefinition;
            return decides ? "{{" + label + "}}" : "[" + label + "]";
        }
        String consumer = consumers.get(call.key());
        if (consumer != null) {
            links.add(name(step) + (step.getShortName().equals("wireTap") ? " -.-> " : " --> ") + consumer);
            return "[" + label + "]";
        }
        return call.scheme().equals("jcache") ? "[(" + label + ")]" : "([" + label + "])";
    }

    private void line(String indent, String text) {
        chart.append(indent).append(text).append('\n');
    }

    /** The steps directly in this one: its steps, its branches, its catch clauses. */
    private static List<OptionalIdentifiedDefinition<?>> inner(OptionalIdentifiedDefinition<?> of) {
        List<OptionalIdentifiedDefinition<?>> inner = new ArrayList<>();
        if (of instanceof ChoiceDefinition choice) {
            inner.addAll(choice.getWhenClauses());
            inner.add(choice.getOtherwise());
        } else if (of instanceof TryDefinition attempt) {
            attempt.getOutputs().stream()
                    .filter(step -> !(step instanceof CatchDefinition || step instanceof FinallyDefinition))
                    .forEach(inner::add);
            inner.addAll(attempt.getCatchClauses() == null ? List.of() : attempt.getCatchClauses());
            inner.add(attempt.getFinallyClause());
        } else if (of instanceof ProcessorDefinition<?> step) {
            step.getOutputs().stream().filter(next -> !next.isAbstract()).forEach(inner::add);
        } else if (of instanceof OutputNode branch) {
            inner.addAll(branch.getOutputs());
        }
        inner.removeIf(Objects::isNull);
        return inner;
    }

    /** Ids of steps are unique in a set; those of routes may be taken by a step, and {@code end} by Mermaid. */
    private static String name(OptionalIdentifiedDefinition<?> of) {
        String id = of.getId().replaceAll("[^A-Za-z0-9]", "_");
        return of instanceof RouteDefinition ? "route_" + id : id.equals("end") ? "end_" : id;
    }
}
