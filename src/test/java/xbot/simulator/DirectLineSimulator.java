package xbot.simulator;

import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Direct Line 3.0 on 127.0.0.1, as far as token servers and chat clients use it: tokens, and conversations over
 * polling and WebSocket; and what is at the other end, Azure Bot Service and, as a bot may have both, Zalo. Nothing is kept on disk; what is kept in memory is bounded.
 */
public final class DirectLineSimulator implements AutoCloseable {

    static final String PATH = "/v3/directline";

    private static final String GENERATE = PATH + "/tokens/generate";
    private static final String REFRESH = PATH + "/tokens/refresh";
    private static final String CONVERSATION = PATH + "/conversations/:id";
    private static final String HOST = "127.0.0.1";
    private static final long MAX_BODY_BYTES = 64 * 1024;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final CallLog callLog = new CallLog();
    private final TokenMint mint;
    private final TokenCalls tokenCalls;
    private final ConversationCalls conversationCalls;
    private final ActivityCalls activityCalls;
    private final ActivityStream activityStream;
    private final BotService botService;
    private final ZaloSimulator zalo;
    private final FaultGate faultGate;
    private final HttpServer server;

    private DirectLineSimulator(Settings settings) {
        mint = new TokenMint(settings.clock(), settings.tokenLifetime());
        var callers = new Callers(settings.sites(), mint);
        var conversations = new Conversations();
        tokenCalls = new TokenCalls(callers, mint, conversations, settings.tokenLifetime());
        conversationCalls = new ConversationCalls(callers, mint, conversations);
        botService = new BotService(vertx, mint, conversations, settings.clock(), this::baseUri);
        zalo = new ZaloSimulator(settings.clock());
        activityCalls = new ActivityCalls(callers, conversations, botService, settings.clock());
        activityStream = new ActivityStream(vertx, mint, conversations);
        faultGate = new FaultGate(settings.answerDelay());
        server = vertx.createHttpServer().requestHandler(router());
    }

    /** Serves when it returns. */
    public static DirectLineSimulator start(Settings settings) {
        var simulator = new DirectLineSimulator(settings);
        try {
            simulator
                    .server
                    .listen(settings.port(), HOST)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw new IllegalStateException("cannot listen on %s:%d".formatted(HOST, settings.port()), e);
        }
    }

    /** Without {@code /v3/directline}, as in a partner's {@code direct-line.base-uri}. */
    public URI baseUri() {
        return URI.create("http://%s:%d".formatted(HOST, server.actualPort()));
    }

    /** Verifies the tokens. */
    public RSAKey publicKey() {
        return mint.publicKey();
    }

    /** From now on this bot hears what its users write, in calls whose token is for it. */
    public void botIsAt(String site, URI endpoint) {
        botService.botIsAt(site, endpoint);
    }

    /** Names the keys by which the calls to bots are signed. */
    public URI openIdMetadata() {
        return baseUri().resolve(BotService.METADATA);
    }

    public ZaloSimulator zalo() {
        return zalo;
    }

    /** From now on in every call; {@link Fault#NONE} ends all faults. */
    public void fault(Fault fault) {
        faultGate.set(fault);
    }

    /** From now on when a token is generated, whatever happens elsewhere. */
    public void faultOnGenerate(Fault fault) {
        faultGate.set(GENERATE, fault);
    }

    /** From now on when a token is refreshed, whatever happens elsewhere. */
    public void faultOnRefresh(Fault fault) {
        faultGate.set(REFRESH, fault);
    }

    /** The latest 1,000 calls in the order in which they came, with those that met a fault; streams are not calls. */
    public List<ReceivedCall> calls() {
        return callLog.read();
    }

    /** How many tokens were generated; calls that met a fault or were refused do not count. */
    public int generated() {
        return tokenCalls.generated();
    }

    /** How many tokens were refreshed; calls that met a fault or were refused do not count. */
    public int refreshed() {
        return tokenCalls.refreshed();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Router router() {
        var router = Router.router(vertx);
        router.errorHandler(404, DirectLineSimulator::endEmpty)
                .errorHandler(405, DirectLineSimulator::endEmpty)
                .errorHandler(413, DirectLineSimulator::endEmpty);
        router.route().handler(DirectLineSimulator::addRequestId).failureHandler(DirectLineSimulator::refuse);
        router.put("/simulator/fault/:name").handler(this::setFault);
        botService.serve(router);
        zalo.serve(router);
        router.route(PATH + "/*").handler(cors());
        // A WebSocket cannot wait for a body, so it is served before bodies are read.
        router.get(CONVERSATION + "/stream").handler(activityStream::open);
        router.route(PATH + "/*")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(callLog::write)
                .handler(faultGate::pass);
        router.post(GENERATE).handler(tokenCalls::generate);
        router.post(REFRESH).handler(tokenCalls::refresh);
        router.post(PATH + "/conversations").handler(conversationCalls::start);
        router.get(CONVERSATION).handler(conversationCalls::reconnect);
        router.post(CONVERSATION + "/activities").handler(activityCalls::post);
        router.get(CONVERSATION + "/activities").handler(activityCalls::read);
        return router;
    }

    private static CorsHandler cors() {
        return CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
                .allowedHeaders(Set.of("accept", "authorization", "content-type", "x-ms-bot-agent", "x-requested-with"))
                .exposedHeaders(Set.of("retry-after", "x-ms-request-id"))
                .maxAgeSeconds(600);
    }

    private void setFault(RoutingContext call) {
        try {
            fault(Fault.named(call.pathParam("name")));
            call.response().setStatusCode(204).end();
        } catch (IllegalArgumentException e) {
            call.response().setStatusCode(404).end(e.getMessage() + "\n");
        }
    }

    private static void addRequestId(RoutingContext call) {
        call.response().putHeader("x-ms-request-id", UUID.randomUUID().toString());
        call.next();
    }

    private static void refuse(RoutingContext call) {
        if (!(call.failure() instanceof DirectLineError error)) {
            call.next();
            return;
        }
        var response = call.response().setStatusCode(error.status());
        if (!error.body().isEmpty()) {
            response.putHeader("content-type", "application/json; charset=utf-8");
        }
        response.end(error.body());
    }

    private static void endEmpty(RoutingContext call) {
        call.response().setStatusCode(call.statusCode()).end();
    }
}
