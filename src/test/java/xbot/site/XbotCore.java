package xbot.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.ZaloSimulator;

/**
 * xBot's core behind the intake, as small as it can be: it repeats to users what they wrote, and says for which partner,
 * as the pod said it.
 */
public final class XbotCore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("demo.core");
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http = vertx.createHttpClient();
    private final DirectLineSimulator simulator;
    private final HttpServer server;

    private XbotCore(DirectLineSimulator simulator) {
        this.simulator = simulator;
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post("/azbot").handler(call -> take(call, this::answerActivity));
        router.post("/zalo").handler(call -> take(call, this::answerZalo));
        this.server = vertx.createHttpServer().requestHandler(router);
    }

    /** Listens on a free port when it returns. */
    public static XbotCore start(DirectLineSimulator simulator) {
        var core = new XbotCore(simulator);
        core.server.listen(0, HOST).toCompletionStage().toCompletableFuture().join();
        return core;
    }

    /** What a pod must know, so that what users write reaches this core. */
    public Map<String, Object> settingsOfThePod() {
        var uri = "http://%s:%d".formatted(HOST, server.actualPort());
        return Map.of(
                "xbot.intake.azbot-uri", uri + "/azbot",
                "xbot.intake.zalo-uri", uri + "/zalo",
                "xbot.webhook.public-metadata", simulator.openIdMetadata().toString());
    }

    /** From now on the bots of these partners are at the pod. */
    public static void connect(DirectLineSimulator simulator, URI pod, Iterable<String> partners) {
        partners.forEach(partner -> simulator.botIsAt(
                partner + "-bot",
                pod.resolve("/webhook/xpbot/api/azbot/push?param.header.xp-api-key="
                        + PartnerKeys.of(partner).partnerKey())));
    }

    private interface Answering {
        Future<Integer> answer(JsonObject event, String partner);
    }

    /** 200 means that the core has it; it answers the user afterwards. */
    private static void take(RoutingContext call, Answering answering) {
        var event = call.body().asJsonObject();
        call.response().end();
        answering
                .answer(event, call.request().getHeader("X-Xbot-Partner"))
                .onSuccess(status -> {
                    if (status / 100 != 2) {
                        LOG.warn("an answer was refused with {}", status);
                    }
                })
                .onFailure(failure -> LOG.warn("an answer could not be sent: {}", failure.toString()));
    }

    private Future<Integer> answerActivity(JsonObject activity, String partner) {
        if (!"message".equals(activity.getString("type"))) {
            return Future.succeededFuture(200);
        }
        var path = "v3/conversations/%s/activities/%s"
                .formatted(
                        activity.getJsonObject("conversation").getString("id"),
                        URLEncoder.encode(activity.getString("id"), StandardCharsets.UTF_8));
        var reply = new JsonObject()
                .put("type", "message")
                .put("recipient", activity.getJsonObject("from"))
                .put("text", heard(activity.getString("text"), partner))
                .put("inputHint", "acceptingInput");
        return post(URI.create(activity.getString("serviceUrl")).resolve(path), reply);
    }

    private Future<Integer> answerZalo(JsonObject event, String partner) {
        var message = new JsonObject()
                .put(
                        "recipient",
                        new JsonObject()
                                .put("user_id", event.getJsonObject("sender").getString("id")))
                .put(
                        "message",
                        new JsonObject()
                                .put(
                                        "text",
                                        heard(event.getJsonObject("message").getString("text"), partner)));
        return post(simulator.baseUri().resolve(ZaloSimulator.MESSAGES), message);
    }

    private static String heard(String text, String partner) {
        return "xBot for %s heard: %s".formatted(partner, text);
    }

    private Future<Integer> post(URI uri, JsonObject body) {
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(uri.toString())
                        .putHeader("Content-Type", "application/json"))
                .compose(request -> request.send(body.toBuffer()))
                .map(response -> response.statusCode());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
