package xbot.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** {@code /conversations/ID/stream}: activities over a WebSocket as they come. */
final class ActivityStream {

    private static final long KEEP_ALIVE_MS = 15_000;

    private final Vertx vertx;
    private final TokenMint mint;
    private final Conversations conversations;

    ActivityStream(Vertx vertx, TokenMint mint, Conversations conversations) {
        this.vertx = vertx;
        this.mint = mint;
        this.conversations = conversations;
    }

    /** A browser cannot send headers with a WebSocket, so the token comes in {@code t}. */
    void open(RoutingContext call) {
        var token = mint.read(call.queryParam("t").stream().findFirst().orElse(""));
        var conversation = conversations.find(call.pathParam("id"), token);
        var watermark = Watermark.of(call);

        call.request().toWebSocket().onSuccess(socket -> open(socket, conversation, watermark));
    }

    private void open(ServerWebSocket socket, Conversation conversation, long watermark) {
        Consumer<JsonObject> listener = news -> socket.writeTextMessage(news.encode());
        var keepAlive = vertx.setPeriodic(KEEP_ALIVE_MS, tick -> socket.writeTextMessage(""));
        socket.closeHandler(closed -> {
            vertx.cancelTimer(keepAlive);
            conversation.forget(listener);
        });
        conversation.listen(watermark, listener);
    }
}
