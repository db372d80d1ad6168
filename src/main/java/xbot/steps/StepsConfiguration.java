package xbot.steps;

import java.util.Optional;
import javax.cache.Cache;
import org.apache.camel.Processor;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManagerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import xbot.contract.ExchangeProperties;
import xbot.shared.Redis;

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
    SeenEvents events(JCacheManagerFactory caches, Optional<Redis> redis) throws Exception {
        Cache<Object, Object> own =
                caches.createManager(new JCacheConfiguration("events")).getCache();
        return new SeenEvents(own, redis.orElse(null));
    }

    @Bean
    Refuse refuse() {
        return new Refuse();
    }
}
