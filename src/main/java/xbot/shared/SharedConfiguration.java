package xbot.shared;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The guard of the engine that pods share; a pod that shares nothing never asks for it. */
@Configuration(proxyBeanMethods = false)
class SharedConfiguration {

    @Bean(destroyMethod = "close")
    @Lazy
    SharedStore sharedStore(MeterRegistry meters, Clock clock) {
        return new SharedStore(meters, clock);
    }
}
