package xbot.trace;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The lines that are logged for requests, from its start to its end. */
final class RequestLines implements AutoCloseable {

    private final Logger requests = (Logger) LoggerFactory.getLogger("xbot.requests");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    RequestLines start() {
        lines.start();
        requests.addAppender(lines);
        return this;
    }

    /** Null where there is no such line yet, or no trace in it. */
    String traceIdOf(String requestId) {
        return List.copyOf(lines.list).stream()
                .filter(line -> requestId.equals(value(line, "requestId")))
                .map(line -> value(line, "traceId"))
                .findFirst()
                .orElse(null);
    }

    /** Whether a line has this text among its values. */
    boolean hold(String text) {
        return List.copyOf(lines.list).stream()
                .anyMatch(line -> line.getKeyValuePairs().stream().anyMatch(pair -> text.equals(pair.value)));
    }

    private static String value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        requests.detachAppender(lines);
    }
}
