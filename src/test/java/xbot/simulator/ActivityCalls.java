package xbot.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** {@code /conversations/ID/activities}: what the users of a conversation write, which its bot hears, and read. */
final class ActivityCalls {

    private static final int MAX_USER_ID = 64;
    private static final int MAX_USER_NAME = 256;

    private final Callers callers;
    private final Conversations conversations;
    private final BotService bots;
    private final Clock clock;

    ActivityCalls(Callers callers, Conversations conversations, BotService bots, Clock clock) {
        this.callers = callers;
        this.conversations = conversations;
        this.bots = bots;
        this.clock = clock;
    }

    void read(RoutingContext call) {
        call.json(conversation(call).since(Watermark.of(call)));
    }

    void post(RoutingContext call) {
        var conversation = conversation(call);
        var activity = activity(call);

        var added = conversation.add(activity, clock.instant());
        bots.bring(conversation.site(), added)
                .onSuccess(taken -> call.json(new JsonObject().put("id", added.getString("id"))))
                .onFailure(call::fail);
    }

    private Conversation conversation(RoutingContext call) {
        var id = call.pathParam("id");
        return conversations.find(id, callers.tokenFor(id, call));
    }

    private JsonObject activity(RoutingContext call) {
        var activity = json(call);
        if (!(activity.getValue("type") instanceof String type) || type.isBlank()) {
            throw DirectLineError.missing("type");
        }
        var from = activity.getValue("from") instanceof JsonObject given ? given : new JsonObject();
        // Nobody can speak for another user than the token's.
        var user = callers.tokenFor(call.pathParam("id"), call).user();
        var id = user == null ? from.getValue("id") : user;
        if (!(id instanceof String text) || text.isBlank()) {
            throw DirectLineError.missing("from.id");
        }
        // said only now: a token is given to a user of any length
        if (text.length() > MAX_USER_ID) {
            throw DirectLineError.tooLong("from.id", MAX_USER_ID);
        }
        if (from.getValue("name") instanceof String name && name.length() > MAX_USER_NAME) {
            throw DirectLineError.tooLong("from.name", MAX_USER_NAME);
        }
        return activity.put("from", from.put("id", id).put("role", "user"));
    }

    /** The body, {} without one. */
    static JsonObject json(RoutingContext call) {
        try {
            var activity = call.body().asJsonObject();
            return activity == null ? new JsonObject() : activity;
        } catch (DecodeException | ClassCastException e) {
            throw DirectLineError.malformed("Invalid activity");
        }
    }
}
