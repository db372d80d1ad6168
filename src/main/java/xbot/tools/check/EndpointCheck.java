package xbot.tools.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.catalog.EndpointValidationResult;
import xbot.text.Spelling;

/** Endpoints: is there such a component, and does it know these options. */
final class EndpointCheck implements Rule {

    private static final Pattern SIMPLE = Pattern.compile("\\$\\{[^{}]*(\\{[^{}]*}[^{}]*)*}");

    private final CamelJar camel;
    private final Surroundings surroundings;

    EndpointCheck(CamelJar camel, Surroundings surroundings) {
        this.camel = camel;
        this.surroundings = surroundings;
    }

    @Override
    public void judge(RouteTree tree, Findings findings) {
        Endpoint.in(tree, surroundings.properties()).forEach(endpoint -> judge(endpoint, findings));
    }

    private void judge(Endpoint endpoint, Findings findings) {
        String scheme = endpoint.scheme();
        if (scheme.contains("${") || scheme.contains("{{") || scheme.isEmpty()) {
            return;
        }
        if (endpoint.uri().contains("?") && !endpoint.parameters().isEmpty()) {
            findings.error(
                    endpoint.at(), "this uri has options after '?' and under parameters: write all of them there");
        } else if (!camel.hasComponent(scheme)) {
            findings.error(endpoint.at(), unknownComponent(scheme));
        } else if (camel.knowsOptions(scheme)) {
            validate(endpoint, scheme, findings);
        }
    }

    private String unknownComponent(String scheme) {
        String artifact = camel.artifactOf(scheme);
        String advice = artifact.isEmpty()
                ? Spelling.suggestion(scheme, camel.components())
                : ", add " + artifact + ".jar by -Dloader.path";
        return "the jar has no component '" + scheme + "'" + advice;
    }

    private void validate(Endpoint endpoint, String scheme, Findings findings) {
        List<String> missing = endpoint.uri().equals(scheme)
                ? camel.requiredInPath(scheme).stream()
                        .filter(option -> !endpoint.parameters().containsKey(option))
                        .toList()
                : List.of();
        missing.forEach(option -> findings.error(endpoint.at(), scheme + " needs '" + option + "'"));
        if (!missing.isEmpty()) {
            return;
        }
        try {
            String uri = assemble(endpoint, scheme);
            report(endpoint, scheme, camel.validate(uri, endpoint.consumer()), findings);
            if (scheme.equals("jcache")) {
                checkCache(endpoint, camel.endpointProperties(uri).get("cacheName"), findings);
            }
        } catch (Exception e) {
            findings.error(endpoint.at(), "'" + endpoint.uri() + "' is not an endpoint uri");
        }
    }

    private String assemble(Endpoint endpoint, String scheme) throws Exception {
        Map<String, String> options = new TreeMap<>();
        endpoint.parameters().forEach((name, value) -> {
            String text = Placeholders.fill(value.text(), surroundings.properties());
            options.put(name, text);
        });
        String uri = SIMPLE.matcher(endpoint.uri()).replaceAll("dynamic");
        if (uri.equals(scheme)) {
            return camel.endpointUri(scheme, options);
        }
        String query = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + encode(option.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? uri : uri + "?" + query;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void report(Endpoint endpoint, String scheme, EndpointValidationResult result, Findings findings) {
        BiConsumer<String, String> error =
                (option, what) -> findings.error(endpoint.parameters().getOrDefault(option, endpoint.at()), what);
        if (result.getSyntaxError() != null) {
            error.accept("", "'" + endpoint.uri() + "' is not an endpoint uri: " + result.getSyntaxError());
        }
        each(
                result.getUnknown(),
                option -> error.accept(
                        option,
                        "unknown option '" + option + "' of " + scheme
                                + Spelling.suggestion(option, camel.optionsOf(scheme))));
        each(result.getRequired(), option -> error.accept(option, scheme + " needs '" + option + "'"));
        each(
                result.getNotConsumerOnly(),
                option -> error.accept(
                        option, "option '" + option + "' of " + scheme + " is for calls, not for a route's start"));
        each(
                result.getNotProducerOnly(),
                option -> error.accept(
                        option, "option '" + option + "' of " + scheme + " is for a route's start, not for calls"));
        wrong(result.getInvalidBoolean(), "true or false", scheme, error);
        wrong(result.getInvalidInteger(), "a whole number", scheme, error);
        wrong(result.getInvalidNumber(), "a number", scheme, error);
        wrong(result.getInvalidDuration(), "a duration such as 5s", scheme, error);
        wrong(result.getInvalidReference(), "a bean, as in \"#bean:name\"", scheme, error);
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum().forEach((option, value) -> {
                var choices = result.getEnumChoices(option);
                String what = "option '" + option + "' of " + scheme + " must be one of " + String.join(", ", choices)
                        + ", not '" + value + "'" + Spelling.suggestion(value, choices);
                error.accept(option, what);
            });
        }
    }

    private static void each(java.util.Set<String> options, java.util.function.Consumer<String> report) {
        if (options != null) {
            options.forEach(report);
        }
    }

    private static void wrong(
            Map<String, String> options, String expected, String scheme, BiConsumer<String, String> error) {
        if (options != null) {
            options.forEach((option, value) -> {
                String what = "option '" + option + "' of " + scheme + " must be " + expected + ", not '" + value + "'";
                error.accept(option, what);
            });
        }
    }

    private void checkCache(Endpoint endpoint, String name, Findings findings) {
        surroundings
                .caches()
                .filter(caches -> name != null && endpoint.isKnownBeforehand() && !caches.contains(name))
                .ifPresent(caches -> {
                    Element at = endpoint.parameters().getOrDefault("cacheName", endpoint.at());
                    findings.error(at, "there is no cache '" + name + "'" + Spelling.suggestion(name, caches));
                });
    }
}
