package xbot.shared;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The guard of the engine that pods share; a pod that shares nothing never asks for it. */
@Configuration(proxyBeanMethods = false)
class SharedConfiguration {

    @Bean(destroyMethod = "close")
    @Lazy
    SharedStore sharedStore(
            @Value("${xbot.cache.timeout}") Duration timeout,
            @Value("${xbot.cache.new-user-timeout}") Duration patience,
            MeterRegistry meters) {
        return new SharedStore(timeout, patience, meters);
    }
}
