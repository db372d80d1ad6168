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
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.InterceptStrategy;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryProperties;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryResourceAttributes;
import org.springframework.boot.actuate.autoconfigure.tracing.ConditionalOnEnabledTracing;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.Transport;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import xbot.text.Seldom;

/** Traces, with the properties of Spring Boot; without an endpoint there is nothing of it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnEnabledTracing("otlp")
@Conditional(TraceConfiguration.EndpointIsSet.class)
@EnableConfigurationProperties({TracingProperties.class, OtlpTracingProperties.class, OpenTelemetryProperties.class})
class TraceConfiguration {

    private static final String ENDPOINT = "management.otlp.tracing.endpoint";

    /** The JDK's client waits without a limit for the body of an answer: a collector may hold these, and no more. */
    private static final int SENDERS = 2;

    /** An empty text says nothing. */
    static final class EndpointIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty(ENDPOINT));
        }
    }

    /** @throws IllegalArgumentException if a property has a value that cannot be used, which the message names */
    @Bean(destroyMethod = "close")
    RequestTracer requestTracer(
            TracingProperties tracing,
            OtlpTracingProperties otlp,
            OpenTelemetryProperties openTelemetry,
            Environment environment,
            Clock clock) {
        float share = tracing.getSampling().getProbability();
        Assert.isTrue(isHttp(otlp.getEndpoint()), ENDPOINT + " is no URL such as http://collector:4318/v1/traces");
        Assert.isTrue(
                otlp.getTransport() == Transport.HTTP,
                "management.otlp.tracing.transport must be http; gRPC is not in the jar");
        Assert.isTrue(share >= 0 && share <= 1, "management.tracing.sampling.probability must be between 0 and 1");
        ExecutorService senders = senders();
        Seldom lost = new Seldom(Duration.ofMinutes(10), clock);
        ResourceBuilder attributes = Resource.builder();
        new OpenTelemetryResourceAttributes(environment, openTelemetry.getResourceAttributes())
                .applyTo(attributes::put);
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(attributes.build()))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(batches(tracing, new CollectorLog(exporter(otlp, senders), lost)))
                .build();
        return new RequestTracer(provider, senders);
    }

    @Bean
    InterceptStrategy cacheSteps() {
        return new CacheSteps();
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = URI.create(endpoint.strip());
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ExecutorService senders() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("traces-");
        threads.setDaemon(true);
        return new ThreadPoolExecutor(0, SENDERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    private static SpanExporter exporter(OtlpTracingProperties otlp, ExecutorService senders) {
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
    private static BatchSpanProcessor batches(TracingProperties tracing, SpanExporter exporter) {
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
