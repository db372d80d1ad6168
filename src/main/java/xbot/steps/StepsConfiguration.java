package xbot.steps;

import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import xbot.contract.ExchangeProperties;

/** The beans that routes of any API can name. */
@Configuration(proxyBeanMethods = false)
class StepsConfiguration {

    @Bean
    Processor queryParameters() {
        return exchange -> exchange.setProperty(ExchangeProperties.QUERY, Query.of(exchange));
    }

    @Bean
    HeadersFromQuery headersFromQuery() {
        return new HeadersFromQuery();
    }

    @Bean
    SchemaCheck schemaCheck() {
        return new SchemaCheck();
    }

    @Bean
    AnswerEnvelope answerEnvelope() {
        return new AnswerEnvelope();
    }

    @Bean
    Refuse refuse() {
        return new Refuse();
    }
}
