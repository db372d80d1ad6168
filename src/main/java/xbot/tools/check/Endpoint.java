package xbot.tools.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A place where a route names an endpoint.
 *
 * @param at the value that holds the uri
 * @param uri with its properties filled in as far as they are known
 * @param parameters by name
 * @param consumer whether messages come from it
 * @param dynamic whether the uri is an expression
 */
record Endpoint(Element at, String uri, Map<String, Element> parameters, boolean consumer, boolean dynamic) {

    private static final Set<String> FROM = Set.of("FromDefinition", "OutputAwareFromDefinition");
    private static final Set<String> POLL = Set.of("PollDefinition", "PollEnrichDefinition");
    private static final Set<String> DYNAMIC = Set.of("ToDynamicDefinition", "WireTapDefinition");
    private static final Set<String> STATIC = Set.of("ToDefinition", "PollDefinition");
    private static final Set<String> BY_EXPRESSION = Set.of("EnrichDefinition", "PollEnrichDefinition");

    static Stream<Endpoint> in(RouteTree tree, UnaryOperator<String> properties) {
        return tree.all().flatMap(element -> at(element, properties).stream());
    }

    private static Optional<Endpoint> at(Element element, UnaryOperator<String> properties) {
        if (element.parent() == null || !element.isScalar()) {
            return Optional.empty();
        }
        String owner = element.parent().type();
        if (element.name().equals("uri") && (takesUri(owner) || element.parent().isRoute())) {
            return Optional.of(of(element, owner, element.parent(), properties));
        }
        if (element.name().equals("deadLetterUri") || takesUri(element.type())) {
            return Optional.of(of(element, element.type(), element, properties));
        }
        boolean byExpression = BY_EXPRESSION.contains(owner)
                && (element.name().equals("constant") || element.name().equals("simple"));
        return byExpression ? Optional.of(of(element, owner, element.parent(), properties)) : Optional.empty();
    }

    private static boolean takesUri(String type) {
        return FROM.contains(type) || STATIC.contains(type) || DYNAMIC.contains(type);
    }

    private static Endpoint of(Element at, String owner, Element holder, UnaryOperator<String> properties) {
        Map<String, Element> parameters = new TreeMap<>();
        holder.child("parameters").ifPresent(given -> given.children().forEach(p -> parameters.put(p.name(), p)));
        boolean consumer = FROM.contains(owner) || POLL.contains(owner) || holder.isRoute();
        boolean dynamic = DYNAMIC.contains(owner) || at.name().equals("simple");
        return new Endpoint(at, Placeholders.fill(at.text(), properties), parameters, consumer, dynamic);
    }

    boolean startsRoute() {
        return FROM.contains(at.parent().type())
                || FROM.contains(at.type())
                || at.parent().isRoute();
    }

    /** Up to the colon, or all of it. */
    String scheme() {
        int colon = uri.indexOf(':');
        int options = uri.indexOf('?');
        String head = options >= 0 ? uri.substring(0, options) : uri;
        return colon >= 0 && colon < head.length() ? uri.substring(0, colon) : head;
    }

    /** What is between scheme and options, without leading slashes of an authority. */
    String path() {
        String rest = uri.substring(Math.min(uri.length(), scheme().length() + 1));
        int options = rest.indexOf('?');
        String path = options >= 0 ? rest.substring(0, options) : rest;
        return path.startsWith("//") ? path.substring(2) : path;
    }

    boolean isKnownBeforehand() {
        return !uri.contains("${") && !uri.contains("{{");
    }
}
