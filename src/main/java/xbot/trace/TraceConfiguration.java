package xbot.trace;

import java.time.Clock;
import org.apache.camel.spi.InterceptStrategy;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryProperties;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryResourceAttributes;
import org.springframework.boot.actuate.autoconfigure.tracing.ConditionalOnEnabledTracing;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Traces, with the properties of Spring Boot; without an endpoint there is nothing of it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnEnabledTracing("otlp")
@Conditional(EndpointIsSet.class)
@EnableConfigurationProperties({TracingProperties.class, OtlpTracingProperties.class, OpenTelemetryProperties.class})
class TraceConfiguration {

    @Bean(destroyMethod = "close")
    RequestTracer requestTracer(
            TracingProperties tracing,
            OtlpTracingProperties otlp,
            OpenTelemetryProperties openTelemetry,
            Environment environment,
            Clock clock) {
        OpenTelemetryResourceAttributes resource =
                new OpenTelemetryResourceAttributes(environment, openTelemetry.getResourceAttributes());
        return new TracerFactory(tracing, otlp, clock).create(resource::applyTo);
    }

    @Bean
    InterceptStrategy cacheSteps() {
        return new CacheSteps();
    }
}
