package xbot;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import xbot.partners.InvalidPartnersFile;
import xbot.routes.InvalidRouteSet;

/** Finds the sentence that says what to fix in the exception that stopped the start. */
final class StartFailureAnalyzer implements FailureAnalyzer, Ordered {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        String sentence = first(failure, StartFailureAnalyzer::sentence);
        if (sentence == null) {
            // what a record of properties says about a value is said by the cause, and better
            sentence = first(failure, StartFailureAnalyzer::sentenceOfSpring);
        }
        if (sentence == null) {
            sentence = first(failure, StartFailureAnalyzer::sentenceOfCamel);
        }
        return sentence == null ? null : new FailureAnalysis(sentence, null, failure);
    }

    private static String first(Throwable failure, Function<Throwable, String> say) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(say)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        boolean namesItsKey = message != null
                && Stream.of("xbot.", "management.", UnknownSettings.MESSAGE).anyMatch(message::startsWith);
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

    /** For instance what a component that is no part of the jar says when Camel starts. */
    private static String sentenceOfCamel(Throwable cause) {
        return cause.getClass().getName().startsWith("org.apache.camel.")
                ? InvalidRouteSet.of(cause).getMessage()
                : null;
    }

    private static String sentenceOfSpring(Throwable cause) {
        if (cause instanceof PortInUseException taken) {
            return "server.port: " + taken.getPort()
                    + " is in use; stop what listens there, or start with --server.port=PORT";
        }
        if (cause instanceof WebServerException) {
            return "server.port cannot be listened on: "
                    + NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
        }
        if (cause instanceof NoSuchSslBundleException missing) {
            return "there is no SSL bundle '%s': define spring.ssl.bundle.pem.%<s, or correct the ssl-bundle that names it"
                    .formatted(missing.getBundleName());
        }
        if (cause instanceof BindException invalid && invalid.getProperty() != null) {
            return "%s: '%s' is not %s"
                    .formatted(
                            invalid.getProperty().getName(),
                            invalid.getProperty().getValue(),
                            nameOf(invalid.getTarget().getType().resolve(Object.class)));
        }
        return null;
    }

    private static String nameOf(Class<?> type) {
        if (type == Duration.class) {
            return "a time such as 30s";
        }
        if (type == DataSize.class) {
            return "a size such as 64KB";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return ClassUtils.isPrimitiveOrWrapper(type) ? "a number" : "a valid " + type.getSimpleName();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
