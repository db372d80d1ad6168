package xbot.front;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Makes the router to which the {@code platform-http} routes of one Camel context attach themselves. */
public final class TrafficRouter {

    private final Vertx vertx;
    private final Handler<RoutingContext> body;
    private final Executor workers;

    /** @param workers runs the routes */
    TrafficRouter(Vertx vertx, Handler<RoutingContext> body, Executor workers) {
        this.vertx = vertx;
        this.body = body;
        this.workers = workers;
    }

    /** To be called before routes are added to the context. */
    public Router attach(CamelContext camel) {
        Router router = Router.router(vertx);
        router.errorHandler(404, context -> refuse(context, TransportRefusal.NOT_FOUND));
        router.errorHandler(405, context -> {
            context.response().putHeader("Allow", String.join(", ", methodsOf(router, context)));
            refuse(context, TransportRefusal.METHOD_NOT_ALLOWED);
        });
        router.errorHandler(400, context -> refuse(context, TransportRefusal.BAD_REQUEST));
        router.errorHandler(500, context -> refuse(context, TransportRefusal.INTERNAL_ERROR));
        NonBlockingEngine engine = new NonBlockingEngine(workers);
        engine.setCamelContext(camel);
        camel.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, engine);
        camel.getRegistry().bind(NonBlockingEngine.ROUTER_NAME, new BoundedRouter(vertx, router, body));
        return router;
    }

    private static void refuse(RoutingContext context, TransportRefusal refusal) {
        Answer.refuse(context.request(), RequestRecord.current(), refusal);
    }

    private static Set<String> methodsOf(Router router, RoutingContext context) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (context.request().path().equals(route.getPath()) && route.methods() != null) {
                route.methods().stream().map(HttpMethod::name).forEach(allowed::add);
            }
        }
        return allowed;
    }

    /** Camel asks the router for the handler that reads bodies; Vert.x's own has no limit. */
    private static final class BoundedRouter extends VertxPlatformHttpRouter {
        private final Handler<RoutingContext> body;

        BoundedRouter(Vertx vertx, Router delegate, Handler<RoutingContext> body) {
            super(null, vertx, delegate, NonBlockingEngine.ROUTER_NAME);
            this.body = body;
        }

        @Override
        public Handler<RoutingContext> bodyHandler() {
            return body;
        }
    }
}
