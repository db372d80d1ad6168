package xbot.contract;

import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean that the error route configuration names. */
@Configuration(proxyBeanMethods = false)
class EnvelopeConfiguration {

    @Bean
    Processor refusalWriter() {
        return new RefusalWriter();
    }
}
