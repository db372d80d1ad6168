package xbot.token;

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
import xbot.contract.ExchangeProperties;
import xbot.shared.CacheProperties;
import xbot.shared.Redis;
import xbot.steps.LaterStep;

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
        TokenCipher cipher = new TokenCipher(EncryptionKey.read(properties.encryptionKeyFile()));
        SharedTokens tokens = new SharedTokens(caches.tokens(), redis, cipher, clock, meters);
        tokens.warmUp();
        return tokens;
    }

    @Bean
    TokenKeeper keptTokens(TokenCaches caches, Optional<SharedTokens> shared, Clock clock) {
        return new TokenKeeper(caches.tokens(), shared, clock);
    }

    @Bean
    AsyncProcessor sharedToken(TokenKeeper kept, @Qualifier("routeWorkers") Executor routeWorkers) {
        return new LaterStep(kept::fetch, routeWorkers);
    }

    @Bean
    AsyncProcessor tokenKeeper(TokenKeeper kept, @Qualifier("routeWorkers") Executor routeWorkers) {
        return new LaterStep(kept::keep, routeWorkers);
    }

    @Bean
    Policy oneCallPerUser() {
        return new OneCallPerUser();
    }

    @Bean
    Policy oneCallPerKey() {
        return new OneCallPerUser(ExchangeProperties.CALL_KEY, "set this property before the policy");
    }

    @Bean
    Predicate tokenIsMissing(Clock clock) {
        return exchange -> wanted(exchange, clock) == null;
    }

    @Bean
    Predicate tokenIsStale(Clock clock, TokenProperties properties) {
        return exchange -> {
            Token token = wanted(exchange, clock);
            return token != null && !token.isFresh(clock.instant(), properties.minRemaining());
        };
    }

    /** What the cache held; null where it does not live, or the caller asks for a new conversation. */
    private static Token wanted(Exchange exchange, Clock clock) {
        boolean isUnwanted = exchange.getProperty(ExchangeProperties.NEW_CONVERSATION, false, Boolean.class);
        return !isUnwanted && exchange.getMessage().getBody() instanceof Token token && token.isAlive(clock.instant())
                ? token
                : null;
    }

    /** Answers the stale token where it could not be refreshed, or the failure where it died meanwhile. */
    @Bean
    Processor staleToken(Clock clock) {
        return exchange -> {
            Token stale = exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
            if (!stale.isAlive(clock.instant())) {
                throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            }
            exchange.getMessage().setBody(stale);
            exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "stale");
        };
    }

    @Bean
    Processor tokenEnvelope(MeterRegistry meters, Clock clock) {
        return new TokenEnvelope(meters, clock);
    }
}
