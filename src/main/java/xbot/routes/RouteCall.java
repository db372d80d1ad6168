package xbot.routes;

import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.util.URISupport;

/** A place where a route names an endpoint, in whichever of Camel's spellings. */
public final class RouteCall {

    private final RouteModel model;
    private final RouteDefinition route;
    private final LineNumberAware at;
    private final String written;
    private final String uri;

    private RouteCall(RouteModel model, RouteDefinition route, LineNumberAware at, String written) {
        this.model = model;
        this.route = route;
        this.at = at;
        this.written = String.valueOf(written);
        String resolved = model.resolve(route, written);
        this.uri = resolved == null ? "" : resolved;
    }

    /** The endpoint that a route starts from. */
    public static RouteCall startOf(RouteDefinition route, RouteModel model) {
        FromDefinition from = route.getInput();
        return from == null
                ? new RouteCall(model, route, route, "")
                : new RouteCall(model, route, from, from.getEndpointUri());
    }

    /** The endpoints that its steps use. */
    static Stream<RouteCall> in(RouteDefinition route, RouteModel model) {
        Stream<RouteCall> named = outputs(route, EndpointRequiredDefinition.class)
                .map(step -> new RouteCall(model, route, (LineNumberAware) step, step.getEndpointUri()));
        Stream<RouteCall> dynamic =
                outputs(route, ToDynamicDefinition.class).map(step -> new RouteCall(model, route, step, step.getUri()));
        Stream<RouteCall> kamelets = outputs(route, KameletDefinition.class)
                .map(step -> new RouteCall(model, route, step, "kamelet:" + step.getName()));
        Stream<RouteCall> byExpression = outputs(route, ExpressionNode.class)
                .filter(step ->
                        step.getShortName().matches("enrich|pollEnrich|recipientList|routingSlip|dynamicRouter"))
                .filter(step -> step.getExpression() != null)
                .flatMap(step -> Arrays.stream(
                                String.valueOf(step.getExpression().getExpression())
                                        .split("\\s*,\\s*"))
                        .map(uri -> new RouteCall(model, route, step, uri)));
        Stream<RouteCall> deadLetters = route.getErrorHandlerFactory() instanceof DeadLetterChannelDefinition letters
                ? Stream.of(new RouteCall(model, route, route, letters.getDeadLetterUri()))
                : Stream.empty();
        return Stream.of(named, dynamic, kamelets, byExpression, deadLetters).flatMap(calls -> calls);
    }

    /** All steps of a kind, wherever they are nested. */
    public static <T> Stream<T> outputs(RouteDefinition route, Class<T> kind) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), kind).stream();
    }

    /** The step, or the start of the route. */
    public LineNumberAware at() {
        return at;
    }

    /** With its properties filled in; empty where one is missing. */
    String uri() {
        return uri;
    }

    /** Whether messages come from it. */
    boolean isConsumer() {
        return at instanceof FromDefinition || at instanceof PollDefinition || at instanceof PollEnrichDefinition;
    }

    /** As a message says it. */
    String where() {
        return model.where(at, address());
    }

    boolean hasComponent() {
        return model.camel().getComponent(scheme(), true, false) != null;
    }

    boolean hasBean(String name) {
        return model.camel().getRegistry().lookupByName(name) != null;
    }

    /** What knows the options of the component; null where there is no such component. */
    EndpointUriFactory factory() {
        return model.camel().getCamelContextExtension().getEndpointUriFactory(scheme());
    }

    Finding error(String option, String what) {
        boolean isThere = model.line(at, option) != model.line(at, "");
        return model.error(route, at, isThere ? option : address(), what);
    }

    private String address() {
        return at instanceof KameletDefinition ? "name" : "uri";
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

    boolean isKnown() {
        return !uri.isEmpty() && !uri.contains("${") && !uri.contains("{{");
    }

    public String option(String name) {
        return String.valueOf(options().getOrDefault(name, ""));
    }

    Map<String, Object> options() {
        return options(uri);
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
