package xbot.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.core.NestedExceptionUtils;
import xbot.text.Spelling;

/** Notes all steps that Camel cannot make, where Camel itself stops at the first, and says what may be meant. */
final class StepFaults implements ProcessorFactory {

    private static final Pattern PROPERTY = Pattern.compile("Property with key \\[(.+?)]");
    private static final Pattern COMPONENT = Pattern.compile("No endpoint could be found for: ([\\w+.-]+)");

    private record Fault(RouteDefinition route, ProcessorDefinition<?> step, Throwable failure) {}

    private final ProcessorFactory camels;
    private final KnownNames names;
    private final List<Fault> faults = new ArrayList<>();
    private volatile boolean over;

    /** Takes its place in the context, which is not started yet. */
    StepFaults(CamelContext camel, KnownNames names) {
        this.camels = PluginHelper.getProcessorFactory(camel);
        this.names = names;
        camel.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, this);
    }

    @Override
    public Processor createProcessor(Route route, NamedNode step) throws Exception {
        try {
            Processor given = camels.createProcessor(route, step);
            Processor made = given != null
                    ? given
                    : ProcessorReifier.reifier(route, (ProcessorDefinition<?>) step)
                            .createProcessor();
            if (made instanceof SendProcessor send) {
                ServiceHelper.startService(send.getDestination());
            }
            return made;
        } catch (Exception e) {
            if (over) {
                throw e;
            }
            RouteDefinition owner = (RouteDefinition) route.getRoute();
            faults.add(new Fault(owner, (ProcessorDefinition<?>) step, e));
            return exchange -> {};
        }
    }

    @Override
    public Processor createChildProcessor(Route route, NamedNode step, boolean mandatory) throws Exception {
        return camels.createChildProcessor(route, step, mandatory);
    }

    @Override
    public Processor createProcessor(CamelContext camel, String name, Object[] arguments) throws Exception {
        return camels.createProcessor(camel, name, arguments);
    }

    /** From now on a step that cannot be made stops Camel again. */
    void end() {
        over = true;
    }

    Stream<Finding> findings(RouteModel model) {
        List<RouteCall> calls = faults.isEmpty() ? List.of() : model.calls().toList();
        EndpointRules rules = new EndpointRules(names);
        return faults.stream().flatMap(fault -> {
            List<Finding> ofItsEndpoint = calls.stream()
                    .filter(call -> call.at() == fault.step)
                    .flatMap(rules::judge)
                    .toList();
            return ofItsEndpoint.isEmpty() ? Stream.of(finding(fault, model)) : ofItsEndpoint.stream();
        });
    }

    private Finding finding(Fault fault, RouteModel model) {
        String all = Stream.iterate(fault.failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .collect(Collectors.joining(" "));
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(fault.failure);
        String bean = cause instanceof NoSuchBeanException missing ? missing.getName() : "";
        Map.Entry<String, Integer> word = model.quoted(fault.step, all, bean);
        Finding found = model.error(fault.route, fault.step, "", explain(fault, cause, word.getKey()));
        return new Finding(found.severity(), found.file(), word.getValue(), found.place(), found.what());
    }

    private String explain(Fault fault, Throwable cause, String word) {
        String message = InvalidRouteSet.plain(cause).replaceFirst("\\.$", "");
        Matcher property = PROPERTY.matcher(message);
        Matcher component = COMPONENT.matcher(message);
        if (cause instanceof NoSuchBeanException missing
                && fault.route.getCamelContext().getRegistry().lookupByName(missing.getName()) == null) {
            return Spelling.unknown("bean", missing.getName(), names.beans());
        } else if (cause instanceof ClassNotFoundException
                && !names.classesBeside(message).isEmpty()) {
            return Spelling.unknown("class", message, names.classesBeside(message));
        } else if (property.find()) {
            return missing(property.group(1));
        } else if (component.find()) {
            return names.noComponent(component.group(1));
        } else if (message.equals("Unsupported definition: null")) {
            return "'" + fault.step.getShortName() + "' needs an expression";
        }
        return MissingJars.explain(cause).orElseGet(() -> message + suggestion(word));
    }

    private String suggestion(String word) {
        return Spelling.suggestion(word, names.beans());
    }

    private String missing(String property) {
        if (property.startsWith("env:")) {
            return "missing environment variable '" + property.substring(4) + "'";
        }
        String near = Spelling.suggestion(property, names.properties());
        String advice = ": give it a value in application.yaml, or a default as in {{" + property + ":value}}";
        return "missing property '" + property + "'" + (near.isEmpty() ? advice : near);
    }
}
