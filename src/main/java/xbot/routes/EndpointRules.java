package xbot.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import xbot.text.Spelling;

/** The options of endpoints, also of those that Camel makes for each message: does the component know them. */
final class EndpointRules {

    private final KnownNames names;
    private CamelCatalog catalog;

    EndpointRules(KnownNames names) {
        this.names = names;
    }

    Stream<Finding> judge(RouteCall call) {
        List<Finding> findings = new ArrayList<>();
        if (call.uri().matches("[a-z][\\w+.-]*:.*") && !call.hasComponent()) {
            return Stream.of(call.error("uri", names.noComponent(call.scheme())));
        }
        if (call.path().isEmpty()) {
            return call.uri().isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                            call.error("uri", "'" + call.uri() + "' needs a name, as in " + call.scheme() + ":NAME"));
        }
        call.options().forEach((option, value) -> {
            String bean = String.valueOf(value).replaceFirst("^#(bean:)?", "");
            if (String.valueOf(value).matches("#(bean:)?\\w+") && !call.hasBean(bean)) {
                findings.add(call.error(option, Spelling.unknown("bean", bean, names.beans())));
            }
        });
        EndpointValidationResult result = validate(call);
        String rows = result.isSuccess() ? "" : result.summaryErrorMessage(false, true, false);
        rows.lines()
                .map(line -> line.strip().split("\\s{2,}", 2))
                .filter(row -> row.length == 2)
                .forEach(row -> {
                    String what = "option '" + row[0] + "' of " + call.scheme() + ": " + row[1];
                    findings.add(call.error(row[0], what + meant(row[0], result, call)));
                });
        return findings.stream();
    }

    private static String meant(String option, EndpointValidationResult result, RouteCall call) {
        if (result.getUnknown() != null && result.getUnknown().contains(option)) {
            return Spelling.suggestion(option, call.factory().propertyNames());
        }
        boolean isEnum =
                result.getInvalidEnum() != null && result.getInvalidEnum().containsKey(option);
        return isEnum ? Spelling.suggestion(call.option(option), result.getEnumChoices(option)) : "";
    }

    /** What an expression gives is not known. */
    private EndpointValidationResult validate(RouteCall call) {
        catalog = catalog == null ? new DefaultCamelCatalog(true) : catalog;
        String uri = call.uri().replaceAll("\\$\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "dynamic");
        return catalog.validateEndpointProperties(uri, false, call.isConsumer(), !call.isConsumer());
    }
}
