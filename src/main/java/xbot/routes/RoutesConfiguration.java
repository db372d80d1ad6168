package xbot.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.vertx.http.VertxHttpBinding;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import xbot.front.TrafficServer;

@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    /** Camel's starter has one PropertiesComponent bean; contexts that stop at different times may not share it. */
    @Bean
    static BeanFactoryPostProcessor onePropertiesComponentPerContext() {
        return factory -> {
            if (factory.containsBeanDefinition("properties")) {
                factory.getBeanDefinition("properties").setScope("prototype");
            }
        };
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService routeSetThreads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("route-set-");
        threads.setDaemon(true);
        return Executors.newScheduledThreadPool(2, threads);
    }

    @Bean
    HandOverLimit handOverLimit(RoutesProperties properties, MeterRegistry meters) {
        Counter dropped = Counter.builder("xbot.user.profiles.dropped")
                .description("User profiles, and other exchanges beside an answer, that a route was too slow for")
                .register(meters);
        return new HandOverLimit(properties.maxHandedOn(), dropped);
    }

    @Bean
    CallLimits callLimits(RoutesProperties properties) {
        return new CallLimits(
                properties.callTimeout(),
                properties.maxConnections(),
                properties.maxAnswerSize().toBytes());
    }

    @Bean
    RouteSetFactory routeSetFactory(
            ApplicationContext spring,
            CamelConfigurationProperties configuration,
            RoutesProperties properties,
            Clock clock) {
        return new RouteSetFactory(spring, configuration, properties.directory(), clock);
    }

    @Bean
    RouteSets routeSets(
            RouteSetFactory factory,
            RoutesProperties properties,
            Clock clock,
            MeterRegistry meters,
            IdempotentRepository events,
            ScheduledExecutorService routeSetThreads) {
        return new RouteSets(factory, properties, clock, meters, events, routeSetThreads);
    }

    /** Without a management port this is no pod but a tool that runs routes by itself. */
    @Bean
    @ConditionalOnWebApplication
    RouteSetStart routeSetStart(
            RoutesProperties properties,
            RouteSetFactory factory,
            RouteSets routeSets,
            TrafficServer server,
            ScheduledExecutorService routeSetThreads) {
        return new RouteSetStart(properties, factory, routeSets, server, routeSetThreads);
    }

    @Bean
    @ConditionalOnWebApplication
    RouterFunction<ServerResponse> apiDocument(RouteSets routeSets) {
        return new ApiDocument(routeSets).routes();
    }

    /** For {@code vertxHttpBinding} of calls whose address has a query. */
    @Bean
    VertxHttpBinding exactAddress(RoutesProperties properties) {
        return new ExactAddress(properties.maxAnswerSize().toBytes());
    }

    @Bean
    RouteSetEndpoint routeSetEndpoint(RouteSets routeSets) {
        return new RouteSetEndpoint(routeSets);
    }

    /** Up while a route set serves; part of readiness. */
    @Bean
    HealthIndicator routeSetHealth(RouteSets routeSets) {
        return () -> (routeSets.serving() == null ? Health.down() : Health.up()).build();
    }
}
