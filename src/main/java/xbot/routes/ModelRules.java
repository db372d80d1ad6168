package xbot.routes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.EndpointUriFactory;
import xbot.routes.Finding.Severity;
import xbot.text.Spelling;
import xbot.webchat.InitRequestSchema;

/** Names within the set: ids and start orders are taken once; schemas, exception classes and options are there. */
final class ModelRules {

    private final RouteModel model;
    private final KnownNames names;
    private final Set<Finding> findings = new TreeSet<>();

    private ModelRules(RouteModel model, KnownNames names) {
        this.model = model;
        this.names = names;
    }

    /** @param files contents of all files of the set, by name */
    static Collection<Finding> judge(RouteModel model, KnownNames names, Map<String, byte[]> files) {
        ModelRules rules = new ModelRules(model, names);
        rules.checkIds();
        rules.checkStepIds();
        rules.checkSchemas(files);
        rules.checkExceptions();
        rules.checkOptions();
        return rules.findings;
    }

    private void checkIds() {
        Map<String, RouteDefinition> ids = new HashMap<>();
        Map<Integer, RouteDefinition> orders = new HashMap<>();
        for (RouteDefinition route : model.written()) {
            // one that a rest: entry takes in lives on in the entry's route, under its id
            RouteDefinition other =
                    route.getRouteId() == null || route.isInlined() ? null : ids.putIfAbsent(route.getRouteId(), route);
            if (other != null) {
                taken(route, "id", "the route id '" + route.getRouteId() + "'", other);
            }
            RouteDefinition same = orders.putIfAbsent(route.getStartupOrder(), route);
            if (same != null && route.getStartupOrder() != null) {
                taken(route, "startupOrder", "its startupOrder", same);
            }
        }
    }

    private void taken(RouteDefinition route, String option, String what, RouteDefinition by) {
        findings.add(model.error(
                route, LinkRules.at(route), option, what + " is taken, " + model.where(LinkRules.at(by), option)));
    }

    /** Those of a route itself: what a route configuration adds comes with each route that names it. */
    private void checkStepIds() {
        Map<String, OptionalIdentifiedDefinition<?>> ids = new HashMap<>();
        model.running().forEach(route -> ids.put(String.valueOf(route.getRouteId()), route));
        for (RouteDefinition route : model.running()) {
            RouteCall.outputs(route, OptionalIdentifiedDefinition.class)
                    .map(step -> (OptionalIdentifiedDefinition<?>) step)
                    .filter(step -> step.hasCustomIdAssigned() && !route.isCreatedFromTemplate())
                    .filter(step -> RouteModel.file(step).equals(RouteModel.file(LinkRules.at(route))))
                    .forEach(step -> {
                        OptionalIdentifiedDefinition<?> other = ids.putIfAbsent(step.getId(), step);
                        if (other != null && other.getLineNumber() != step.getLineNumber()) {
                            String what = "the step id '" + step.getId() + "' is taken, " + model.where(other, "id");
                            findings.add(model.error(route, step, "id", what));
                        }
                    });
        }
    }

    private void checkSchemas(Map<String, byte[]> files) {
        for (RouteDefinition route : model.running()) {
            String schema = route.getRouteId() + RouteFiles.SCHEMA;
            RouteCall.outputs(route, ProcessDefinition.class)
                    .filter(step -> "initRequestCheck".equals(step.getRef()) || "schemaCheck".equals(step.getRef()))
                    .forEach(step -> {
                        if (!files.containsKey(schema)) {
                            String what = step.getRef() + " needs the file " + schema;
                            findings.add(model.error(route, step, "ref", what));
                        } else if (step.getRef().startsWith("init")) {
                            checkInitSchema(schema, files.get(schema));
                        }
                    });
        }
    }

    private void checkInitSchema(String file, byte[] schema) {
        try {
            InitRequestSchema.parse(schema);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.error(file, 1, e.getMessage()));
        }
    }

    /** Camel looks for the classes of a route configuration when a route uses it. */
    private void checkExceptions() {
        model.camel().getRouteConfigurationDefinitions().stream()
                .forEach(owner -> owner.getOnExceptions()
                        .forEach(handler -> handler.getExceptions().stream()
                                .filter(name -> model.camel().getClassResolver().resolveClass(name) == null)
                                .forEach(name -> findings.add(unknown(owner.getId(), handler, name)))));
    }

    private Finding unknown(String owner, OnExceptionDefinition handler, String name) {
        String what = Spelling.unknown("exception class", name, names.classesBeside(name));
        int line = model.quoted(handler, name, "").getValue();
        return new Finding(Severity.ERROR, RouteModel.file(handler), line, owner == null ? "" : owner, what);
    }

    /** Lenient components hand an option that they do not know on; Camel itself refuses it for all others. */
    private void checkOptions() {
        model.calls().forEach(call -> {
            EndpointUriFactory factory = call.factory();
            if (factory != null && factory.isLenientProperties()) {
                Set<String> known = new TreeSet<>(factory.propertyNames());
                known.addAll(parameters(call));
                call.optionsAsWritten()
                        .filter(option -> !known.contains(option))
                        .forEach(option -> findings.add(call.error(
                                option,
                                "unknown option '" + option + "' of " + call.scheme()
                                        + Spelling.suggestion(option, known))));
            }
        });
    }

    /** A kamelet has those of its template. */
    private List<String> parameters(RouteCall call) {
        RouteTemplateDefinition template =
                model.camel().getRouteTemplateDefinition(call.path().split("/", 2)[0]);
        return !call.scheme().equals("kamelet") || template == null || template.getTemplateParameters() == null
                ? List.of()
                : template.getTemplateParameters().stream()
                        .map(RouteTemplateParameterDefinition::getName)
                        .toList();
    }
}
