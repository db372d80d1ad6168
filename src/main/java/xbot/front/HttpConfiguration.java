package xbot.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import xbot.trace.RequestTracer;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean(destroyMethod = "close")
    Vertx trafficVertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    @Bean
    SlowCallers slowCallers(Vertx trafficVertx, HttpProperties properties) {
        return new SlowCallers(trafficVertx, properties.idleTimeout(), SlowCallers.MAX_CONNECTIONS);
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
    TrafficRouter trafficRouter(Vertx trafficVertx, HttpProperties properties, RouteWorkers routeWorkers) {
        return new TrafficRouter(
                trafficVertx, new RequestBody(properties.maxBodySize().toBytes()), routeWorkers);
    }

    @Bean
    TrafficServer trafficServer(
            HttpProperties properties,
            SslBundles sslBundles,
            Vertx trafficVertx,
            Routes routes,
            SlowCallers slowCallers,
            MeterRegistry meters,
            ObjectProvider<RequestTracer> tracer) {
        return new TrafficServer(
                properties,
                sslBundles,
                trafficVertx,
                routes,
                slowCallers,
                new RequestLog(meters),
                tracer.getIfAvailable());
    }
}
