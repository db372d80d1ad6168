package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.Policy;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import xbot.shared.Redis;

/** The beans that the token route names. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    TokenCaches tokenCaches(CacheProperties properties, ResourceLoader resources) {
        return new TokenCaches(properties, resources);
    }

    /** None where no other pod sees the tokens. */
    @Bean
    @ConditionalOnProperty("xbot.cache.redis.address")
    SharedTokens sharedTokens(
            CacheProperties properties, TokenCaches caches, Redis redis, MeterRegistry meters, Clock clock)
            throws InterruptedException {
        TokenCipher cipher = new TokenCipher(EncryptionKeys.read(properties.encryptionKeyFile()));
        Counter errors = Counter.builder("xbot.cache.errors")
                .description("Cache operations that failed and were taken as a miss")
                .register(meters);
        Counter unshared = Counter.builder("xbot.conversations.unshared")
                .description("Conversations that this pod began without the engine that pods share")
                .register(meters);
        TokenRegister register = new TokenRegister(redis, cipher, clock, errors);
        SharedTokens tokens = new SharedTokens(caches.tokens(), register, redis, clock, errors, unshared);
        tokens.warmUp();
        return tokens;
    }

    @Bean
    AsyncProcessor sharedToken(
            TokenCaches caches,
            Optional<SharedTokens> shared,
            Clock clock,
            @Qualifier("routeWorkers") Executor routeWorkers) {
        return new LaterStep(new TokenKeeper(caches.tokens(), shared, clock)::fetch, routeWorkers);
    }

    @Bean
    AsyncProcessor tokenKeeper(
            TokenCaches caches,
            Optional<SharedTokens> shared,
            Clock clock,
            @Qualifier("routeWorkers") Executor routeWorkers) {
        return new LaterStep(new TokenKeeper(caches.tokens(), shared, clock)::keep, routeWorkers);
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
    Processor staleToken(Clock clock) {
        return new StaleToken(clock);
    }

    @Bean
    Processor tokenEnvelope(MeterRegistry meters, Clock clock) {
        return new TokenEnvelope(meters, clock);
    }
}
