package xbot;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import xbot.access.InvalidPartnersFile;
import xbot.bundle.InvalidRouteSet;

/** Finds, in what stopped the start, the sentence that says what to mend. */
final class StartFailureAnalyzer implements FailureAnalyzer, Ordered {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, failure);
            }
        }
        return null;
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof UnboundConfigurationPropertiesException unknown) {
            return "unknown configuration: "
                    + unknown.getUnboundProperties().stream()
                            .map(property -> property.getName().toString())
                            .collect(Collectors.joining(", "))
                    + "; the table in README.md has every key";
        }
        String message = cause.getMessage();
        boolean namesItsKey = message != null && message.startsWith("xbot.");
        boolean ours = cause instanceof InvalidPartnersFile
                || cause instanceof InvalidRouteSet
                || namesItsKey && (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException);
        if (ours) {
            return message;
        }
        return cause.getClass().getName().startsWith("org.apache.camel.FailedTo")
                ? InvalidRouteSet.of(cause).getMessage()
                : null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
