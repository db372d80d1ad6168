package xbot.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.text.Seldom;

/** Tells once in a while, in one line, that spans are lost, where the exporter would log a stack trace each time. */
record CollectorLog(SpanExporter exporter, Seldom seldom) implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger("xbot.traces");

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        try {
            CompletableResultCode result = exporter.export(spans);
            return result.whenComplete(() -> {
                if (!result.isSuccess()) {
                    tell(count, result.getFailureThrowable());
                }
            });
        } catch (RuntimeException e) {
            tell(count, e);
            return CompletableResultCode.ofFailure();
        }
    }

    private void tell(int spans, Throwable failure) {
        seldom.say(
                spans,
                lost -> LOG.atWarn()
                        .addKeyValue("spansLost", lost)
                        .addKeyValue("cause", describe(failure))
                        .log("the collector of traces takes none; requests are served all the same"));
    }

    private static String describe(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof IOException || cause instanceof RejectedExecutionException)
                .findFirst()
                .map(cause -> cause.getClass().getSimpleName())
                .orElse("it answered with an error");
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
