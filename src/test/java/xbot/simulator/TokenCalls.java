package xbot.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code /tokens/generate} and {@code /tokens/refresh}. */
final class TokenCalls {

    private final Callers callers;
    private final TokenMint mint;
    private final Conversations conversations;
    private final Duration lifetime;
    private final AtomicInteger generated = new AtomicInteger();
    private final AtomicInteger refreshed = new AtomicInteger();

    TokenCalls(Callers callers, TokenMint mint, Conversations conversations, Duration lifetime) {
        this.callers = callers;
        this.mint = mint;
        this.conversations = conversations;
        this.lifetime = lifetime;
    }

    int generated() {
        return generated.get();
    }

    int refreshed() {
        return refreshed.get();
    }

    void generate(RoutingContext call) {
        var site = callers.site(call);
        var user = userId(call);
        var id = conversations.newId();

        generated.incrementAndGet();
        call.json(answer(id, mint.mint(site, id, user)));
    }

    void refresh(RoutingContext call) {
        var token = callers.token(call);

        refreshed.incrementAndGet();
        call.json(answer(token.conversationId(), mint.mint(token.site(), token.conversationId(), token.user())));
    }

    private JsonObject answer(String conversationId, String token) {
        return new JsonObject()
                .put("conversationId", conversationId)
                .put("token", token)
                .put("expires_in", lifetime.toSeconds());
    }

    private static String userId(RoutingContext call) {
        var body = call.body().asString();
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            var user = new JsonObject(body).getJsonObject("user");
            return user == null ? null : user.getString("id");
        } catch (DecodeException | ClassCastException e) {
            throw DirectLineError.malformed("Invalid token parameters");
        }
    }
}
