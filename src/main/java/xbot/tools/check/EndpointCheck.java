package xbot.tools.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import xbot.routes.Finding;
import xbot.routes.RouteCall;
import xbot.routes.RouteModel;
import xbot.text.Spelling;

/** Endpoints, in whichever spelling: is there such a component, and does it know these options. */
final class EndpointCheck {

    private static final Pattern SIMPLE = Pattern.compile("\\$\\{[^{}]*(\\{[^{}]*}[^{}]*)*}");
    /** The schema lets these go without an expression, and so does Camel. */
    private static final Set<String> WITHOUT_EXPRESSION = Set.of("sort", "transform");

    private final CamelJar camel;
    private final Surroundings surroundings;
    private final Findings findings;

    EndpointCheck(CamelJar camel, Surroundings surroundings, Findings findings) {
        this.camel = camel;
        this.surroundings = surroundings;
        this.findings = findings;
    }

    void judge(RouteModel model) {
        model.calls().filter(call -> !call.uri().isEmpty()).forEach(this::judge);
        model.running()
                .forEach(route -> Stream.concat(
                                RouteCall.outputs(route, ExpressionNode.class)
                                        .filter(step -> step.getExpression() == null),
                                RouteCall.outputs(route, ChoiceDefinition.class)
                                        .flatMap(choice -> choice.getWhenClauses().stream())
                                        .filter(when -> when.getExpression() == null))
                        .filter(step -> !WITHOUT_EXPRESSION.contains(step.getShortName()))
                        .forEach(step -> findings.add(new Finding(
                                Finding.Severity.ERROR,
                                RouteModel.file(step),
                                step.getLineNumber(),
                                RouteCall.place(route, step),
                                "'" + step.getShortName() + "' needs an expression"))));
    }

    private void judge(RouteCall call) {
        String scheme = call.scheme();
        if (scheme.contains("$") || scheme.contains("{")) {
            return;
        }
        if (!camel.hasComponent(scheme)) {
            findings.add(call.error("uri", unknownComponent(scheme)));
        } else if (camel.knowsOptions(scheme)) {
            validate(call, scheme);
        }
    }

    private String unknownComponent(String scheme) {
        String artifact = camel.artifactOf(scheme);
        String advice = artifact.isEmpty()
                ? Spelling.suggestion(scheme, camel.components())
                : ", add " + artifact + ".jar by -Dloader.path";
        return "the jar has no component '" + scheme + "'" + advice;
    }

    private void validate(RouteCall call, String scheme) {
        try {
            String uri = SIMPLE.matcher(call.uri()).replaceAll("dynamic");
            Map<String, String> wrong = wrong(camel.validate(uri, call.isConsumer()), scheme);
            if (call.path().isEmpty()) {
                camel.requiredInPath(scheme).stream()
                        .filter(option -> call.option(option).isEmpty())
                        .forEach(option -> wrong.put(option, scheme + " needs '" + option + "'"));
            }
            wrong.forEach((option, what) -> findings.add(call.error(option, what)));
            String path = call.isKnown() ? call.path() : "";
            if (scheme.equals("jcache") && !path.isEmpty()) {
                surroundings.caches().ifPresent(caches -> mustKnow(call, "there is no cache", path, caches));
            } else if (scheme.equals("bean") && !path.isEmpty()) {
                mustKnow(call, "unknown bean", path, surroundings.beans());
            }
        } catch (Exception e) {
            findings.add(call.error("uri", "'" + call.written() + "' is not an endpoint uri"));
        }
    }

    private void mustKnow(RouteCall call, String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            findings.add(call.error("uri", what + " '" + name + "'" + Spelling.suggestion(name, known)));
        }
    }

    /** By option; empty for the uri as a whole. What a lenient component hands on is judged with the links. */
    private Map<String, String> wrong(EndpointValidationResult result, String scheme) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (result.getSyntaxError() != null) {
            wrong.put("", "this is not an endpoint uri: " + result.getSyntaxError());
        }
        each(
                wrong,
                result.getUnknown(),
                option -> camel.isLenient(scheme)
                        ? null
                        : "unknown option '" + option + "' of " + scheme
                                + Spelling.suggestion(option, camel.optionsOf(scheme)));
        each(wrong, result.getRequired(), option -> scheme + " needs '" + option + "'");
        String of = "' of " + scheme;
        each(
                wrong,
                result.getNotConsumerOnly(),
                option -> "option '" + option + of + " is for calls, not for a route's start");
        each(
                wrong,
                result.getNotProducerOnly(),
                option -> "option '" + option + of + " is for a route's start, not for calls");
        values(wrong, result.getInvalidBoolean(), of, option -> "true or false");
        values(wrong, result.getInvalidInteger(), of, option -> "a whole number");
        values(wrong, result.getInvalidNumber(), of, option -> "a number");
        values(wrong, result.getInvalidDuration(), of, option -> "a duration such as 5s");
        values(wrong, result.getInvalidReference(), of, option -> "a bean, as in \"#bean:name\"");
        values(
                wrong,
                result.getInvalidEnum(),
                of,
                option -> "one of " + String.join(", ", result.getEnumChoices(option)));
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum()
                    .forEach((option, value) -> wrong.merge(
                            option, Spelling.suggestion(value, result.getEnumChoices(option)), String::concat));
        }
        return wrong;
    }

    private static void each(Map<String, String> wrong, Set<String> options, Function<String, String> what) {
        if (options != null) {
            options.forEach(option -> wrong.computeIfAbsent(option, what));
        }
    }

    private static void values(
            Map<String, String> wrong, Map<String, String> options, String of, Function<String, String> expected) {
        if (options != null) {
            options.forEach((option, value) -> wrong.put(
                    option, "option '" + option + of + " must be " + expected.apply(option) + ", not '" + value + "'"));
        }
    }
}
