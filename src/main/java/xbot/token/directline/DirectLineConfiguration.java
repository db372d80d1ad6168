package xbot.token.directline;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.spi.Policy;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What calls Direct Line, and the guards of those calls. */
@Configuration(proxyBeanMethods = false)
class DirectLineConfiguration {

    /** The calls to Direct Line have a Vert.x of their own: sharing the server's could exhaust its workers. */
    @Bean(destroyMethod = "close")
    Vertx upstreamVertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    }

    @Bean
    DirectLineClient directLineClient(@Qualifier("upstreamVertx") Vertx upstreamVertx, UpstreamProperties properties) {
        return new DirectLineClient(upstreamVertx, properties);
    }

    @Bean
    DirectLineGuard.Upstream upstream(
            @Qualifier("upstreamVertx") Vertx upstreamVertx, MeterRegistry meters, Clock clock) {
        return new DirectLineGuard.Upstream(upstreamVertx, new UpstreamLog(meters, clock), clock);
    }

    @Bean
    Policy generateGuard(DirectLineGuard.Upstream upstream, UpstreamProperties properties) {
        return new DirectLineGuard(upstream, properties, Outcome.Repeat.WHERE_NOTHING_IS_LOST);
    }

    /** The stale token is an answer too, so a refresh is repeated only where Direct Line has not seen it. */
    @Bean
    Policy refreshGuard(DirectLineGuard.Upstream upstream, UpstreamProperties properties) {
        return new DirectLineGuard(upstream, properties, Outcome.Repeat.ALWAYS);
    }

    /** How long the calls of one request may take. */
    @Bean
    Duration upstreamDeadline(UpstreamProperties properties) {
        return properties.deadline();
    }
}
