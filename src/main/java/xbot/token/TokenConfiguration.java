package xbot.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
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

    /** The calls to Direct Line have a Vert.x of their own: sharing the server's could exhaust its workers. */
    @Bean(destroyMethod = "close")
    Vertx upstreamVertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    }

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
            TokenCaches caches, @Qualifier("upstreamVertx") Vertx upstreamVertx, UpstreamProperties upstream) {
        return new OneRefreshPerUser(caches.shared(), upstreamVertx, upstream.deadline());
    }

    @Bean
    Policy oneCallPerUser() {
        return new OneCallPerUser();
    }

    @Bean
    Policy directLineGuard(@Qualifier("upstreamVertx") Vertx upstreamVertx, MeterRegistry meters, Clock clock) {
        return new DirectLineGuard(
                upstreamVertx,
                Breakers.create(clock),
                new Throttle(clock),
                new RetryBudget(),
                new UpstreamLog(meters, clock));
    }

    @Bean
    DirectLineBinding directLineBinding(
            @Qualifier("upstreamVertx") Vertx upstreamVertx, UpstreamProperties properties) {
        return new DirectLineBinding(upstreamVertx, properties);
    }

    @Bean
    Predicate tokenIsAgeing(Clock clock, TokenProperties properties) {
        return new TokenAge(clock, properties).isAgeing();
    }

    @Bean
    Predicate tokenIsMissing(Clock clock, TokenProperties properties) {
        return new TokenAge(clock, properties).isMissing();
    }

    @Bean
    Predicate tokenIsNew() {
        return TokenAge.isNew();
    }

    @Bean
    Predicate conversationMayGoOn() {
        return TokenAge.conversationMayGoOn();
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService userProfilePool(MeterRegistry meters) {
        return new UserProfilePool(meters);
    }

    @Bean
    Processor generateCall() {
        return DirectLineCall.generate();
    }

    @Bean
    Processor refreshCall() {
        return DirectLineCall.refresh();
    }

    @Bean
    Processor generatedToken(Clock clock) {
        return new UpstreamAnswer(clock).ofGenerate();
    }

    @Bean
    Processor refreshedToken(Clock clock) {
        return new UpstreamAnswer(clock).ofRefresh();
    }

    @Bean
    Processor tokenEnvelope(MeterRegistry meters, Clock clock) {
        return new TokenEnvelope(meters, clock);
    }
}
