package xbot.webchat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that the init route names. */
@Configuration(proxyBeanMethods = false)
class WebchatConfiguration {

    @Bean
    InitRequestCheck initRequestCheck(Function<Exchange, Caller> callers) {
        return new InitRequestCheck(callers);
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService userProfilePool(MeterRegistry meters) {
        return new UserProfilePool(meters);
    }
}
