package xbot.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import xbot.webhook.Zalo;

/** Zalo: signs what users write to an Official Account, and takes what the account answers. */
public final class ZaloSimulator {

    /** Where an account's answers go, as at openapi.zalo.me. */
    public static final String MESSAGES = "/v3.0/oa/message/cs";

    private static final int PATIENCE_SECONDS = 5;

    private final Clock clock;
    private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();

    ZaloSimulator(Clock clock) {
        this.clock = clock;
    }

    /** What Zalo sends to the webhook. */
    public record Event(String body, String signature) {}

    /** @param secret the secret key of the account */
    public Event written(String user, String text, String appId, String secret) {
        var timestamp = Long.toString(clock.millis());
        var body = new JsonObject()
                .put("event_name", "user_send_text")
                .put("app_id", appId)
                .put("sender", new JsonObject().put("id", user))
                .put(
                        "message",
                        new JsonObject()
                                .put("text", text)
                                .put("msg_id", UUID.randomUUID().toString()))
                .put("timestamp", timestamp)
                .encode();
        return new Event(body, Zalo.signature(appId, body, timestamp, secret));
    }

    /** The next text that the user gets; null where none comes within 5 s. */
    public CompletableFuture<String> nextAnswer(String user) {
        var answer = new CompletableFuture<String>();
        awaited.put(user, answer);
        return answer.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((text, failure) -> awaited.remove(user, answer));
    }

    void serve(Router router) {
        router.post(MESSAGES).handler(BodyHandler.create(false)).handler(this::take);
    }

    private void take(RoutingContext call) {
        var message = ActivityCalls.json(call);
        var answer = awaited.get(message.getJsonObject("recipient").getString("user_id"));
        if (answer != null) {
            answer.complete(message.getJsonObject("message").getString("text"));
        }
        call.json(new JsonObject().put("error", 0).put("message", "Success"));
    }
}
