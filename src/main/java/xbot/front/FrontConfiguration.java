package xbot.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import xbot.contract.RefusalWriter;
import xbot.front.strict.CallerConnections;
import xbot.trace.RequestTracer;

@Configuration(proxyBeanMethods = false)
class FrontConfiguration {

    @Bean(destroyMethod = "close")
    Vertx trafficVertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    @Bean
    Shutdown shutdown(Vertx trafficVertx, HttpProperties properties) {
        return new Shutdown(trafficVertx, properties.shutdownGrace());
    }

    @Bean
    CallerConnections callerConnections(Vertx trafficVertx, HttpProperties properties, Shutdown shutdown) {
        return new CallerConnections(
                trafficVertx,
                properties.idleTimeout(),
                properties.keepAliveTimeout(),
                CallerConnections.MAX_CONNECTIONS,
                shutdown::isBegun);
    }

    @Bean(destroyMethod = "shutdown")
    RouteWorkers routeWorkers(Vertx trafficVertx) {
        return new RouteWorkers(
                Runtime.getRuntime().availableProcessors(),
                RouteWorkers.MOST,
                System::nanoTime,
                task -> trafficVertx.setTimer(RouteWorkers.HELD_MILLIS, timer -> task.run()));
    }

    @Bean
    RouteRuns routeRuns(
            Vertx trafficVertx, RouteWorkers routeWorkers, HttpProperties properties, MeterRegistry meters) {
        RouteRuns runs = new RouteRuns(routeWorkers, properties.slowAnswer(), properties.answerTimeout(), meters);
        trafficVertx.setPeriodic(500, timer -> runs.look());
        return runs;
    }

    /** The bean that the error route configuration names. */
    @Bean
    Processor refusalWriter() {
        return new RefusalWriter();
    }

    @Bean
    TrafficServer trafficServer(
            HttpProperties properties,
            SslBundles sslBundles,
            Vertx trafficVertx,
            Routes routes,
            CallerConnections callerConnections,
            RouteRuns routeRuns,
            Shutdown shutdown,
            MeterRegistry meters,
            ObjectProvider<RequestTracer> tracer) {
        RequestHandler requests = new RequestHandler(
                callerConnections,
                routes,
                properties.maxBodySize().toBytes(),
                routeRuns,
                shutdown,
                new RequestLog(meters),
                tracer.getIfAvailable());
        return new TrafficServer(properties, sslBundles, trafficVertx, requests);
    }
}
