package xbot.tools.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import xbot.routes.Finding;

/** House rules for steps: those that act have an id, options are written one way. */
final class StepStyle implements Rule {

    private static final Pattern ACTING = Pattern.compile("aggregate|bean|circuitBreaker|dynamicRouter|enrich"
            + "|idempotentConsumer|kamelet|loadBalance|multicast|policy|poll|pollEnrich|process|recipientList"
            + "|routingSlip|saga|script|split|throttle|to|toD|transacted|wireTap");
    // that the first word is a verb is for people to see
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @Override
    public void judge(List<Element> files, Consumer<Finding> findings) {
        Rule.all(files).filter(element -> element.parent() != null).forEach(element -> {
            boolean inRoute =
                    element.route().filter(route -> !route.isConfiguration()).isPresent();
            boolean acts = element.isStep() && ACTING.matcher(element.name()).matches();
            if (inRoute && acts && element.textOf("id").isEmpty() && !element.isIn("onException")) {
                findings.accept(element.warn("the step '" + element.name() + "' has no id"));
            }
            if (element.name().equals("id")
                    && element.route().isPresent()
                    && !KEBAB.matcher(element.text()).matches()) {
                findings.accept(
                        element.warn("the id '" + element.text() + "' is not lower case words with '-' between them"));
            }
        });
        Rule.all(files)
                .filter(uri -> uri.isScalar() && uri.parent() != null)
                .filter(uri ->
                        uri.name().equals("uri") || uri.isStep() || uri.name().equals("from"))
                .filter(uri -> uri.text().contains("?"))
                .forEach(uri -> {
                    if (uri.name().equals("uri")
                            && uri.parent().child("parameters").isPresent()) {
                        findings.accept(uri.error(
                                "this uri has options after '?' and under parameters: write all of them there"));
                    } else if (uri.text().matches("[a-z0-9-]+:[^${]*[?][^$]*")) {
                        String scheme = uri.text().split(":", 2)[0];
                        findings.accept(uri.warn(
                                "write the options of '" + scheme + "' under parameters: instead of after '?'"));
                    }
                });
        Rule.all(files)
                .filter(option ->
                        option.name().equals("disabled") && option.text().equals("true"))
                .filter(option -> option.step().isPresent())
                .forEach(option -> findings.accept(option.warn("this step is disabled: it is there and does not run")));
    }
}
