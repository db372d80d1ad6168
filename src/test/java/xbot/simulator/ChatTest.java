package xbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.simulator.SimulatorClient.BOUND;
import static xbot.simulator.SimulatorClient.SECRET;
import static xbot.simulator.SimulatorClient.USER;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
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
import xbot.webhook.Intake;

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
    void bringsAMessageToItsBotAndTheBotsReplyToAClientThatPolls() throws Exception {
        var chat = client.startChat();
        try (var bot = new Intake(call -> 200)) {
            simulator.botIsAt("a4b-bot", URI.create(bot.uri()));

            var posted = client.post(chat.path() + "/activities", chat.token(), """
                    {"type": "message", "from": {"id": "somebody-else"}, "text": "xin chào"}""");
            var id = new JsonObject(posted.body()).getString("id");
            var heard = new JsonObject(bot.taken.get(0));
            var replied = client.send(client.to("/v3" + chat.path() + "/activities/" + id.replace("|", "%7C"))
                    .POST(BodyPublishers.ofString("{\"type\": \"message\", \"text\": \"chào bạn\"}")));
            var all = new JsonObject(
                    client.get(chat.path() + "/activities", chat.token()).body());
            var news = new JsonObject(client.get(chat.path() + "/activities?watermark=1", chat.token())
                    .body());

            assertThat(id).isEqualTo(chat.id() + "|0000001");
            assertThat(heard.getString("id")).isEqualTo(id);
            assertThat(heard.getString("text")).isEqualTo("xin chào");
            assertThat(heard.getString("serviceUrl")).isEqualTo(simulator.baseUri() + "/");
            assertThat(heard.getJsonObject("from").getString("id")).isEqualTo(USER);
            assertThat(replied.statusCode()).isEqualTo(201);
            assertThat(all.getString("watermark")).isEqualTo("2");
            assertThat(news.getJsonArray("activities")).hasSize(1);
            var reply = news.getJsonArray("activities").getJsonObject(0);
            assertThat(reply.getString("text")).isEqualTo("chào bạn");
            assertThat(reply.getString("replyToId")).isEqualTo(id);
            assertThat(reply.getJsonObject("from").getString("id")).isEqualTo("a4b-bot");
        }
    }

    @Test
    void saysThatTheBotFailed() throws Exception {
        var chat = client.startChat();
        try (var bot = new Intake(call -> 500)) {
            simulator.botIsAt("a4b-bot", URI.create(bot.uri()));

            var posted = client.post(chat.path() + "/activities", chat.token(), "{\"type\": \"message\"}");

            assertThat(posted.statusCode()).isEqualTo(502);
            assertThat(posted.body()).contains("BotError");
        }
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
    @ValueSource(strings = {"message", "typing", "conversationUpdate", "event"})
    void takesActivitiesOfAnyTypeForABotThatIsNowhere(String type) throws Exception {
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
