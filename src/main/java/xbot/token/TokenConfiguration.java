package xbot.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.Policy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import xbot.shared.CacheConnection;
import xbot.shared.SharedStore;

/** The beans that the token route names. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    TokenCaches tokenCaches(
            CacheProperties properties,
            ResourceLoader resources,
            ObjectProvider<CacheConnection> connection,
            ObjectProvider<SharedStore> store,
            MeterRegistry meters,
            Clock clock) {
        return new TokenCacheFactory(properties, resources, new CacheFailures(meters, clock), clock)
                .create(connection.getIfAvailable(), store::getObject);
    }

    @Bean
    Policy oneRefreshPerUser(
            TokenCaches caches,
            @Qualifier("upstreamVertx") Vertx upstreamVertx,
            @Qualifier("upstreamDeadline") Duration deadline) {
        return new OneRefreshPerUser(caches.shared(), upstreamVertx, deadline);
    }

    @Bean
    Policy oneCallPerUser() {
        return new OneCallPerUser();
    }

    @Bean
    Predicate tokenIsMissing(Clock clock, TokenProperties properties) {
        return exchange -> stateOf(exchange, clock, properties) == TokenState.MISSING;
    }

    @Bean
    Predicate tokenIsStale(Clock clock, TokenProperties properties) {
        return exchange -> stateOf(exchange, clock, properties) == TokenState.STALE;
    }

    private static TokenState stateOf(Exchange exchange, Clock clock, TokenProperties properties) {
        return TokenState.of(exchange, clock.instant(), properties.minRemaining());
    }

    @Bean
    AsyncProcessor tokenKeeper(TokenCaches caches, Clock clock) {
        return new TokenKeeper(caches.tokens(), clock);
    }

    @Bean
    Processor staleToken(Clock clock) {
        return new StaleToken(clock);
    }

    @Bean
    Processor tokenEnvelope(MeterRegistry meters, Clock clock) {
        return new TokenEnvelope(meters, clock);
    }
}
