package xbot.routes;

import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.URISupport;
import xbot.routes.Finding.Severity;

/** A place where a route names an endpoint, in whichever of Camel's spellings. */
public final class RouteCall {

    private static final Set<String> BY_EXPRESSION =
            Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

    private final RouteModel model;
    private final LineNumberAware at;
    private final String written;
    private final String uri;
    private final String place;

    private RouteCall(RouteModel model, LineNumberAware at, String written, String uri, String place) {
        this.model = model;
        this.at = at;
        this.written = written;
        this.uri = uri;
        this.place = place;
    }

    /** The step, or the start of the route. */
    public LineNumberAware at() {
        return at;
    }

    /** As it stands in the file, or as Camel puts scheme and parameters together. */
    public String written() {
        return written;
    }

    /** With its properties filled in; empty where one is missing. */
    public String uri() {
        return uri;
    }

    /** Whether messages come from it. */
    public boolean isConsumer() {
        return at instanceof FromDefinition || at instanceof PollDefinition;
    }

    /** The endpoint that a route starts from. */
    public static RouteCall startOf(RouteDefinition route, RouteModel model) {
        FromDefinition from = route.getInput();
        return from == null
                ? new RouteCall(model, route, "", "", "")
                : of(from.getEndpointUri(), route, from, route.getRouteId(), model);
    }

    /** The endpoints that its steps use. */
    public static Stream<RouteCall> in(RouteDefinition route, RouteModel model) {
        Stream<RouteCall> named = outputs(route, EndpointRequiredDefinition.class)
                .map(step -> step(step.getEndpointUri(), route, (OptionalIdentifiedDefinition<?>) step, model));
        Stream<RouteCall> dynamic =
                outputs(route, ToDynamicDefinition.class).map(step -> step(step.getUri(), route, step, model));
        Stream<RouteCall> byExpression = outputs(route, ExpressionNode.class)
                .filter(step -> BY_EXPRESSION.contains(step.getShortName()))
                .filter(step -> step.getExpression() != null)
                .flatMap(step -> Arrays.stream(
                                String.valueOf(step.getExpression().getExpression())
                                        .split("\\s*,\\s*"))
                        .map(uri -> step(uri, route, step, model)));
        Stream<RouteCall> deadLetters = route.getErrorHandlerFactory() instanceof DeadLetterChannelDefinition letters
                ? Stream.of(of(letters.getDeadLetterUri(), route, route, route.getRouteId(), model))
                : Stream.empty();
        return Stream.of(named, dynamic, byExpression, deadLetters).flatMap(calls -> calls);
    }

    private static RouteCall step(
            String uri, RouteDefinition route, OptionalIdentifiedDefinition<?> step, RouteModel model) {
        return of(uri, route, step, place(route, step), model);
    }

    private static RouteCall of(String uri, RouteDefinition route, LineNumberAware at, String place, RouteModel model) {
        String text = resolve(route, uri, model);
        return new RouteCall(model, at, String.valueOf(uri), text == null ? "" : text, place == null ? "" : place);
    }

    String file() {
        return RouteModel.file(at);
    }

    int line() {
        return line("uri");
    }

    /** The line of an option, or that of what it would be an option of. */
    public int line(String option) {
        int line = model.line(at, option);
        return line == at.getLineNumber() ? model.line(at, "uri") : line;
    }

    public Finding error(String option, String what) {
        return new Finding(Severity.ERROR, file(), line(option), place, what);
    }

    /** All steps of a kind, wherever they are nested. */
    public static <T> Stream<T> outputs(RouteDefinition route, Class<T> kind) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), kind).stream();
    }

    /** With its properties filled in, those of a template's use included; null where there is none or one is missing. */
    static String resolve(RouteDefinition route, String text, RouteModel model) {
        if (text == null) {
            return null;
        }
        Properties own = new Properties();
        Stream.of(route.getTemplateDefaultParameters(), route.getTemplateParameters())
                .filter(Objects::nonNull)
                .forEach(parameters -> parameters.forEach((name, value) -> own.put(name, String.valueOf(value))));
        PropertiesComponent properties = model.camel().getPropertiesComponent();
        properties.setLocalProperties(own);
        try {
            return model.camel().getCamelContextExtension().resolvePropertyPlaceholders(text, true);
        } catch (IllegalArgumentException e) {
            return null;
        } finally {
            properties.setLocalProperties(null);
        }
    }

    public static String place(RouteDefinition route, OptionalIdentifiedDefinition<?> step) {
        String label = step.getId() == null || !step.hasCustomIdAssigned() ? step.getShortName() : step.getId();
        boolean isOfConfiguration = !RouteModel.file(step).equals(RouteModel.file(route.getInput()));
        return isOfConfiguration || route.getRouteId() == null ? label : route.getRouteId() + "/" + label;
    }

    /** Up to the colon, or all of it. */
    public String scheme() {
        return uri.split("[:?]", 2)[0];
    }

    /** What is between scheme and options, without the slashes of an authority. */
    public String path() {
        String rest = uri.substring(Math.min(uri.length(), scheme().length() + 1));
        String path = rest.split("[?]", 2)[0];
        return path.startsWith("//") ? path.substring(2) : path;
    }

    public String key() {
        return scheme() + ":" + path();
    }

    public boolean isKnown() {
        return !uri.isEmpty() && !uri.contains("${") && !uri.contains("{{");
    }

    public String option(String name) {
        return String.valueOf(options(uri).getOrDefault(name, ""));
    }

    /** Their names, without those that come with the value of a property. */
    Stream<String> optionsAsWritten() {
        return options(written).keySet().stream().filter(name -> !name.contains("{") && !name.contains("$"));
    }

    private static Map<String, Object> options(String uri) {
        try {
            int query = uri.indexOf('?');
            return query < 0 ? Map.of() : URISupport.parseQuery(uri.substring(query + 1), true);
        } catch (URISyntaxException e) {
            return Map.of();
        }
    }
}
