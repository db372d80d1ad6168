package xbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.simulator.SimulatorClient.BOUND;
import static xbot.simulator.SimulatorClient.SECRET;
import static xbot.simulator.SimulatorClient.USER;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.tools.cases.MovableClock;

class ChatTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final DirectLineSimulator simulator =
            DirectLineSimulator.start(Settings.of(SECRET, "a4b-bot").withClock(clock));
    private final SimulatorClient client = new SimulatorClient(simulator.baseUri());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void startsAConversationOnce() throws Exception {
        var body = client.generate(BOUND);
        clock.move(Duration.ofMinutes(10));

        var first = client.post("/conversations", body.getString("token"), "");
        var second = client.post("/conversations", body.getString("token"), "");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        var started = new JsonObject(first.body());
        assertThat(started.getString("conversationId")).isEqualTo(body.getString("conversationId"));
        assertThat(started.getInteger("expires_in")).isEqualTo(3000);
        assertThat(started.getString("streamUrl")).startsWith("ws://127.0.0.1:");
    }

    @Test
    void knowsNoConversationThatWasNotStarted() throws Exception {
        var body = client.generate(BOUND);
        var path = "/conversations/" + body.getString("conversationId");

        assertThat(client.get(path, body.getString("token")).statusCode()).isEqualTo(404);
        assertThat(client.get(path + "/activities", body.getString("token")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void echoesAMessageToAClientThatPolls() throws Exception {
        var chat = client.startChat();

        var posted = client.post(chat.path() + "/activities", chat.token(), """
                {"type": "message", "from": {"id": "somebody-else"}, "text": "xin chào"}""");
        var all = new JsonObject(
                client.get(chat.path() + "/activities", chat.token()).body());
        var news = new JsonObject(client.get(chat.path() + "/activities?watermark=1", chat.token())
                .body());

        assertThat(new JsonObject(posted.body()).getString("id")).isEqualTo(chat.id() + "|0000001");
        assertThat(all.getString("watermark")).isEqualTo("2");
        var message = all.getJsonArray("activities").getJsonObject(0);
        assertThat(message.getJsonObject("from").getString("id")).isEqualTo(USER);
        assertThat(news.getJsonArray("activities")).hasSize(1);
        var echo = news.getJsonArray("activities").getJsonObject(0);
        assertThat(echo.getString("text")).isEqualTo("Echo: xin chào");
        assertThat(echo.getString("replyToId")).isEqualTo(chat.id() + "|0000001");
        assertThat(echo.getJsonObject("from").getString("id")).isEqualTo("a4b-bot");
    }

    @ParameterizedTest
    @CsvSource({"64, 256, 200", "65, 256, 400", "64, 257, 400"})
    void refusesTheFirstMessageOfAUserWhoseIdOrNameIsTooLong(int id, int name, int status) throws Exception {
        var user = "{\"user\": {\"id\": \"%s\"}}".formatted("u".repeat(id));
        var token = client.generate(user).getString("token");
        var started = client.post("/conversations", token, "");
        var path = "/conversations/" + new JsonObject(started.body()).getString("conversationId") + "/activities";

        var posted = client.post(
                path,
                token,
                "{\"type\": \"message\", \"from\": {\"name\": \"%s\"}, \"text\": \"hi\"}".formatted("n".repeat(name)));

        assertThat(posted.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"typing", "conversationUpdate", "event"})
    void takesOtherActivitiesWithoutAnEcho(String type) throws Exception {
        var chat = client.startChat();

        var posted = client.post(chat.path() + "/activities", chat.token(), "{\"type\": \"%s\"}".formatted(type));

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(client.get(chat.path() + "/activities", chat.token()).body()).contains("\"watermark\":\"1\"");
    }

    @Test
    void streamsActivitiesThatCameBeforeAndAfter() throws Exception {
        var chat = client.startChat();
        client.post(chat.path() + "/activities", chat.token(), "{\"type\": \"event\"}");
        var reconnected = new JsonObject(client.get(chat.path(), chat.token()).body());
        var frames = new LinkedBlockingQueue<String>();

        var socket = client.listen(reconnected.getString("streamUrl"), frames);
        var before = new JsonObject(frames.poll(10, TimeUnit.SECONDS));
        client.post(chat.path() + "/activities", chat.token(), "{\"type\": \"typing\"}");
        var after = new JsonObject(frames.poll(10, TimeUnit.SECONDS));
        socket.abort();

        assertThat(before.getString("watermark")).isEqualTo("1");
        assertThat(before.getJsonArray("activities")).hasSize(1);
        assertThat(after.getString("watermark")).isEqualTo("2");
        assertThat(after.getJsonArray("activities").getJsonObject(0).getString("type"))
                .isEqualTo("typing");
    }

    @Test
    void refusesTheTokenOfAnotherConversation() throws Exception {
        var chat = client.startChat();
        var other = client.startChat();

        assertThat(client.get(chat.path() + "/activities", other.token()).statusCode())
                .isEqualTo(403);
        assertThat(client.get(chat.path() + "/activities", SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void forgetsTheOldestActivitiesButNotTheWatermark() throws Exception {
        var conversation = new Conversation("conversation", "a4b-bot");
        for (int i = 0; i < 1_500; i++) {
            conversation.add(new JsonObject().put("n", i), clock.instant());
        }

        var all = conversation.since(0);
        var last = conversation.since(1_499);

        assertThat(all.getJsonArray("activities")).hasSize(1_000);
        assertThat(last.getJsonArray("activities")).hasSize(1);
        assertThat(last.getString("watermark")).isEqualTo("1500");
    }
}
