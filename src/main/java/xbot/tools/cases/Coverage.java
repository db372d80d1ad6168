package xbot.tools.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.TryDefinition;

/** The steps with an id of a route set, and which of them the cases reached. */
final class Coverage {

    /** @param owner the route, or the route configuration */
    record Step(String id, String owner) {}

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Set<String>> reached = new TreeMap<>();

    Coverage(ModelCamelContext camel) {
        camel.getRouteDefinitions().forEach(route -> add(route.getRouteId(), route.getOutputs()));
        camel.getRouteConfigurationDefinitions().forEach(configuration -> {
            for (OnExceptionDefinition onException : configuration.getOnExceptions()) {
                add(configuration.getId(), onException.getOutputs());
            }
        });
    }

    private void add(String owner, List<ProcessorDefinition<?>> outputs) {
        for (ProcessorDefinition<?> step :
                ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ProcessorDefinition.class)) {
            // Camel runs what is within these two, and not them
            boolean isFrame = step instanceof TryDefinition || step instanceof CatchDefinition;
            if (step.hasCustomIdAssigned() && !isFrame) {
                steps.putIfAbsent(step.getId(), new Step(step.getId(), owner));
            }
        }
    }

    Set<String> ids() {
        return steps.keySet();
    }

    void reached(String routeCase, Collection<String> ids) {
        ids.stream()
                .filter(steps::containsKey)
                .forEach(id -> reached.computeIfAbsent(id, first -> new LinkedHashSet<>())
                        .add(routeCase));
    }

    /** Those that reached a step, by its id. */
    Map<String, Set<String>> cases() {
        return reached;
    }

    int size() {
        return steps.size();
    }

    int reachedSize() {
        return reached.size();
    }

    List<Step> notReached() {
        List<Step> missing = new ArrayList<>(steps.values());
        missing.removeIf(step -> reached.containsKey(step.id()));
        return missing;
    }
}
