package xbot.site;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import xbot.simulator.DirectLineSimulator;

/** A partner's web site with a chat: its pages, and its backend, which asks the pod for tokens. */
public final class PartnerSite implements AutoCloseable {

    private static final String FILES = "src/test/demo/site";
    private static final String INDEX = FILES + "/index.html";
    private static final long MAX_BODY_BYTES = 4 * 1024;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final String host;
    private final PodCalls pod;
    private final HttpServer server;

    private PartnerSite(String host, DirectLineSimulator directLine, DemoClock clock, StepTrace trace) {
        this.host = host;
        this.pod = new PodCalls(vertx, trace);
        var guard = new SiteGuard(host, directLine.baseUri());
        var api = new SiteApi(pod, directLine, clock);
        this.server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .requestHandler(router(guard, api));
    }

    /** Listens when it returns; it can give tokens when it knows the pod. */
    public static PartnerSite start(
            String host, int port, DirectLineSimulator directLine, DemoClock clock, StepTrace trace) {
        var site = new PartnerSite(host, directLine, clock, trace);
        try {
            site.server
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw new IllegalStateException("cannot listen on %s:%d".formatted(host, port), e);
        }
    }

    public void podIsAt(URI uri) {
        pod.podIsAt(uri);
    }

    public URI uri() {
        return URI.create("http://%s:%d".formatted(host, server.actualPort()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Router router(SiteGuard guard, SiteApi api) {
        var router = Router.router(vertx);
        router.route().handler(guard::pass);
        router.get("/").handler(this::index);
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.route("/api/*").handler(PartnerSite::neverStore);
        router.post("/api/*").handler(PartnerSite::requireJson);
        router.get("/api/session").handler(api::readSession);
        router.post("/api/login").handler(api::login);
        router.post("/api/logout").handler(api::logout);
        router.post("/api/token").handler(api::askToken);
        router.post("/api/zalo").handler(api::writeOnZalo);
        router.post("/api/direct-line").handler(api::setDirectLine);
        router.post("/api/clock").handler(api::putClockForward);
        router.route().handler(StaticHandler.create(FILES).setIndexPage("none").setCachingEnabled(false));
        return router;
    }

    /** Read each time, so that an edit shows. */
    private void index(RoutingContext call) {
        vertx.fileSystem()
                .readFile(INDEX)
                .onSuccess(page -> call.response()
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .putHeader("Cache-Control", "no-store")
                        .end(page.toString().replace("{{nonce}}", call.get(SiteGuard.NONCE))))
                .onFailure(call::fail);
    }

    /** A form of another site's cannot send JSON. */
    private static void requireJson(RoutingContext call) {
        if ("application/json".equals(call.request().getHeader("Content-Type"))) {
            call.next();
        } else {
            call.fail(415);
        }
    }

    private static void neverStore(RoutingContext call) {
        call.response().putHeader("Cache-Control", "no-store");
        call.next();
    }
}
