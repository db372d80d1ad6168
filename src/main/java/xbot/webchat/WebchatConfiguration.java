package xbot.webchat;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step {@code validate-init-request}. */
@Configuration(proxyBeanMethods = false)
class WebchatConfiguration {

    @Bean
    InitRequestCheck initRequestCheck(Function<Exchange, Caller> callers) {
        return new InitRequestCheck(callers);
    }
}
