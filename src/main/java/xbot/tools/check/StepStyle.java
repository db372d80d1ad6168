package xbot.tools.check;

import java.util.Set;
import java.util.regex.Pattern;

/** House rules for steps: those that act have an id, options are written one way. */
final class StepStyle implements Rule {

    private static final Set<String> ACTING = Set.of(
            "aggregate",
            "bean",
            "circuitBreaker",
            "dynamicRouter",
            "enrich",
            "idempotentConsumer",
            "kamelet",
            "loadBalance",
            "multicast",
            "policy",
            "poll",
            "pollEnrich",
            "process",
            "recipientList",
            "routingSlip",
            "saga",
            "script",
            "split",
            "throttle",
            "to",
            "toD",
            "transacted",
            "wireTap");
    // that the first word is a verb is for people to see
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @Override
    public void judge(RouteTree tree, Findings findings) {
        tree.all().filter(element -> element.parent() != null).forEach(element -> {
            boolean inRoute =
                    element.route().filter(route -> !route.isConfiguration()).isPresent();
            boolean acts = element.isStep() && ACTING.contains(element.name());
            if (inRoute && acts && element.textOf("id").isEmpty() && !element.isIn("OnExceptionDefinition")) {
                findings.warn(element, "the step '" + element.name() + "' has no id");
            }
            if (element.name().equals("id")
                    && element.route().isPresent()
                    && !KEBAB.matcher(element.text()).matches()) {
                findings.warn(element, "the id '" + element.text() + "' is not lower case words with '-' between them");
            }
        });
        Endpoint.in(tree, text -> null)
                .filter(endpoint ->
                        endpoint.uri().contains("?") && endpoint.parameters().isEmpty())
                .filter(endpoint -> !endpoint.uri().contains("${"))
                .forEach(endpoint -> findings.warn(
                        endpoint.at(),
                        "write the options of '" + endpoint.scheme() + "' under parameters: instead of after '?'"));
    }
}
