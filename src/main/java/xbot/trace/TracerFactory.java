package xbot.trace;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.Transport;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Puts the parts of the OpenTelemetry SDK together that traces need. */
final class TracerFactory {

    /** The JDK's client waits without a limit for the body of an answer: a collector may hold these, and no more. */
    private static final int SENDERS = 2;

    private final TracingProperties tracing;
    private final OtlpTracingProperties otlp;
    private final Clock clock;

    /** @throws IllegalArgumentException if a property has a value that cannot be used, which the message names */
    TracerFactory(TracingProperties tracing, OtlpTracingProperties otlp, Clock clock) {
        this.tracing = tracing;
        this.otlp = otlp;
        this.clock = clock;
        check(isHttp(otlp.getEndpoint()), EndpointIsSet.KEY + " is no URL such as http://collector:4318/v1/traces");
        check(
                otlp.getTransport() == Transport.HTTP,
                "management.otlp.tracing.transport must be http; gRPC is not in the jar");
        float share = tracing.getSampling().getProbability();
        check(share >= 0 && share <= 1, "management.tracing.sampling.probability must be between 0 and 1");
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = URI.create(endpoint.strip());
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** @param resource gives the attributes of this pod */
    RequestTracer create(Consumer<BiConsumer<String, String>> resource) {
        ExecutorService senders = senders();
        ResourceBuilder attributes = Resource.builder();
        resource.accept(attributes::put);
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(attributes.build()))
                .setSampler(Sampler.parentBased(
                        Sampler.traceIdRatioBased(tracing.getSampling().getProbability())))
                .addSpanProcessor(batches(new CollectorLog(exporter(senders), clock)))
                .build();
        return new RequestTracer(provider, senders);
    }

    private static ExecutorService senders() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("traces-");
        threads.setDaemon(true);
        return new ThreadPoolExecutor(0, SENDERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    private SpanExporter exporter(ExecutorService senders) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(otlp.getEndpoint().strip())
                .setTimeout(otlp.getTimeout())
                .setConnectTimeout(otlp.getConnectTimeout())
                .setCompression(otlp.getCompression().name().toLowerCase(Locale.ROOT))
                .setMeterProvider(MeterProvider.noop())
                .setExecutorService(senders);
        otlp.getHeaders().forEach(builder::addHeader);
        return builder.build();
    }

    /** Drops what does not fit: a request never waits for a collector. */
    private BatchSpanProcessor batches(SpanExporter exporter) {
        TracingProperties.OpenTelemetry.Export export =
                tracing.getOpentelemetry().getExport();
        return BatchSpanProcessor.builder(exporter)
                .setExporterTimeout(export.getTimeout())
                .setScheduleDelay(export.getScheduleDelay())
                .setMaxQueueSize(export.getMaxQueueSize())
                .setMaxExportBatchSize(export.getMaxBatchSize())
                .build();
    }
}
