package xbot.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /conversations} and {@code GET /conversations/ID}. */
final class ConversationCalls {

    private final Callers callers;
    private final TokenMint mint;
    private final Conversations conversations;

    ConversationCalls(Callers callers, TokenMint mint, Conversations conversations) {
        this.callers = callers;
        this.mint = mint;
        this.conversations = conversations;
    }

    void start(RoutingContext call) {
        var token = callers.tokenFor(conversations.newId(), call);
        var exists = conversations.find(token.conversationId()).isPresent();

        conversations.start(token.conversationId(), token.site());
        call.response().setStatusCode(exists ? 200 : 201);
        call.json(answer(call, token, "-"));
    }

    void reconnect(RoutingContext call) {
        var token = callers.tokenFor(call.pathParam("id"), call);
        conversations.find(call.pathParam("id"), token);

        call.json(answer(call, token, Long.toString(Watermark.of(call))));
    }

    private JsonObject answer(RoutingContext call, Token token, String watermark) {
        var stream = "ws://%s%s/conversations/%s/stream?watermark=%s&t=%s"
                .formatted(
                        call.request().authority(),
                        DirectLineSimulator.PATH,
                        token.conversationId(),
                        watermark,
                        token.text());
        return new JsonObject()
                .put("conversationId", token.conversationId())
                .put("token", token.text())
                .put("expires_in", mint.secondsLeft(token))
                .put("streamUrl", stream);
    }
}
