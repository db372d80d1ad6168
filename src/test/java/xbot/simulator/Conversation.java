package xbot.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The activities of one conversation, the oldest of which are forgotten. */
final class Conversation {

    private static final int MAX_ACTIVITIES = 1_000;

    private final String id;
    private final String site;
    private final Deque<JsonObject> activities = new ArrayDeque<>();
    private final Set<Consumer<JsonObject>> listeners = new LinkedHashSet<>();
    private long count;

    Conversation(String id, String site) {
        this.id = id;
        this.site = site;
    }

    String id() {
        return id;
    }

    String site() {
        return site;
    }

    /** Takes and gives a copy with id, time and conversation filled in. */
    synchronized JsonObject add(JsonObject activity, Instant now) {
        var activityId = "%s|%07d".formatted(id, ++count);
        var added = activity.copy()
                .put("id", activityId)
                .put("timestamp", now.toString())
                .put("channelId", "directline")
                .put("conversation", new JsonObject().put("id", id));
        activities.add(added);
        if (activities.size() > MAX_ACTIVITIES) {
            activities.remove();
        }
        var news = since(count - 1);
        listeners.forEach(listener -> listener.accept(news));
        return added;
    }

    /** What came after a watermark, with the next one. */
    synchronized JsonObject since(long watermark) {
        var forgotten = count - activities.size();
        var news = new JsonArray();
        activities.stream().skip(Math.max(0, watermark - forgotten)).forEach(news::add);
        return new JsonObject().put("activities", news).put("watermark", Long.toString(count));
    }

    /** Tells the listener what came after the watermark, and then everything new. */
    synchronized void listen(long watermark, Consumer<JsonObject> listener) {
        listener.accept(since(watermark));
        listeners.add(listener);
    }

    synchronized void forget(Consumer<JsonObject> listener) {
        listeners.remove(listener);
    }
}
