package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.ReceivedCall;
import xbot.simulator.Settings;
import xbot.tools.cases.MovableClock;

/** The main job, over HTTP, against a simulated Direct Line. */
class InitForClientTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private static DirectLineSimulator directLine;
    private static Pod pod;
    private static int user;

    private String id;

    @BeforeAll
    static void start() {
        directLine = DirectLineSimulator.start(Settings.of(java.util.Map.of(
                        "test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop-bot"))
                .withClock(CLOCK));
        pod = Pod.start(directLine.baseUri(), CLOCK);
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @BeforeEach
    void newUser() {
        directLine.fault(Fault.NONE);
        id = "user" + ++user;
    }

    @Test
    void answersTheSampleRequestMemberForMember() throws IOException {
        String sample = Files.readString(Path.of("src/test/demo/init-request.json"));

        HttpResponse<String> response = Pod.send(pod.request("a4b", sample));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode envelope = JSON.readTree(response.body());
        assertThat(names(envelope)).containsExactly("status", "data");
        assertThat(names(envelope.path("data"))).containsExactly("conversationId", "userId", "token", "expiresIn");
        assertThat(envelope.path("status").asInt(-1)).isZero();
        assertThat(envelope.at("/data/userId").textValue()).isEqualTo("XCHATBOT.A4B.WEBCHAT.nguyenvana");
        assertThat(envelope.at("/data/expiresIn").longValue()).isEqualTo(3600);
        assertThat(response.headers().map())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsKey("x-request-id")
                .doesNotContainKey("server");
    }

    @Test
    void answersTheSecondCallFromTheCacheWithTheSecondsThatAreLeft() {
        JsonNode first = init();
        CLOCK.move(Duration.ofSeconds(7));
        int calls = directLine.calls().size();

        JsonNode second = init();

        assertThat(second.at("/data/token")).isEqualTo(first.at("/data/token"));
        assertThat(second.at("/data/expiresIn").longValue()).isEqualTo(3593);
        assertThat(directLine.calls()).hasSize(calls);
    }

    @Test
    void refreshesATokenInItsLastTwentyMinutesAndKeepsTheConversation() {
        JsonNode first = init();
        CLOCK.move(Duration.ofMinutes(41));

        JsonNode second = init();

        assertThat(second.at("/data/conversationId")).isEqualTo(first.at("/data/conversationId"));
        assertThat(second.at("/data/token")).isNotEqualTo(first.at("/data/token"));
        assertThat(second.at("/data/expiresIn").longValue()).isEqualTo(3600);
    }

    @Test
    void generatesANewTokenWhenTheOldOneHasExpired() {
        JsonNode first = init();
        CLOCK.move(Duration.ofMinutes(61));

        JsonNode second = init();
        JsonNode third = init();

        assertThat(second.at("/data/conversationId")).isNotEqualTo(first.at("/data/conversationId"));
        assertThat(third.at("/data/token")).isEqualTo(second.at("/data/token"));
    }

    @Test
    void startsANewConversationWhenARefreshIsRefused() {
        JsonNode first = init();
        CLOCK.move(Duration.ofMinutes(41));
        directLine.faultOnRefresh(Fault.TOKEN_EXPIRED);

        JsonNode second = init();

        assertThat(second.at("/data/conversationId")).isNotEqualTo(first.at("/data/conversationId"));
        assertThat(second.at("/data/expiresIn").longValue()).isEqualTo(3600);
    }

    @Test
    void answersTheLivingTokenWhileDirectLineIsDown() {
        JsonNode first = init();
        CLOCK.move(Duration.ofMinutes(50));
        directLine.faultOnRefresh(Fault.DOWN);

        JsonNode second = init();

        assertThat(second.at("/data/token")).isEqualTo(first.at("/data/token"));
        assertThat(second.at("/data/expiresIn").longValue()).isEqualTo(600);
        assertThat(pod.metric("xbot_tokens_total{partner=\"a4b\",source=\"stale\"}"))
                .isPositive();
    }

    @Test
    void replacesTheTokenWhenANewConversationIsAskedFor() {
        JsonNode first = init();

        JsonNode second = json(
                Pod.send(java.net.http.HttpRequest.newBuilder(pod.request("a4b", Pod.body(id)), (name, value) -> true)
                        .uri(pod.uri(Pod.PATH + "?newConversation=true"))
                        .build()));
        JsonNode third = init();

        assertThat(second.at("/data/conversationId")).isNotEqualTo(first.at("/data/conversationId"));
        assertThat(third.at("/data/token")).isEqualTo(second.at("/data/token"));
    }

    @Test
    void sendsDirectLineNothingButTheUserAndWhatTheCallNeeds() throws IOException {
        int before = directLine.calls().size();

        pod.send(
                "{\"userInfo\":{\"id\":\"" + id
                        + "\",\"name\":\"An\",\"email\":\"an@example.com\",\"phone\":\"84988883434\","
                        + "\"address\":\"Quận 7\",\"extData\":{\"tier\":\"gold\"}}}",
                request -> request.header("Cookie", "session=1")
                        .header("Authorization", "Basic eDp5")
                        .header("X-Custom", "1")
                        .header("CamelHttpUri", "http://127.0.0.1:1/{{xbot.partners-file}}")
                        .header("CamelRestHttpUri", "http://127.0.0.1:1/")
                        .header("CamelVertxHttpUri", "http://127.0.0.1:1/")
                        .uri(pod.uri(Pod.PATH + "?x=1")));

        ReceivedCall call = directLine.calls().get(before);
        assertThat(new TreeSet<>(call.headers().keySet().stream()
                        .map(String::toLowerCase)
                        .toList()))
                .containsExactly("accept", "authorization", "content-length", "content-type", "host", "user-agent");
        assertThat(call.header("authorization")).containsExactly("Bearer test-direct-line-secret-a4b");
        assertThat(call.header("user-agent")).containsExactly("xbot-routes");
        assertThat(call.path()).isEqualTo("/v3/directline/tokens/generate");
        assertThat(JSON.readTree(call.body()))
                .isEqualTo(JSON.readTree("{\"user\":{\"id\":\"XCHATBOT.A4B.WEBCHAT." + id + "\",\"name\":\"An\"}}"));
    }

    @Test
    void sendsARefreshWithoutBodyAndContentType() {
        JsonNode first = init();
        CLOCK.move(Duration.ofMinutes(41));
        int before = directLine.calls().size();

        init();

        ReceivedCall call = directLine.calls().get(before);
        assertThat(call.path()).isEqualTo("/v3/directline/tokens/refresh");
        assertThat(call.header("authorization"))
                .containsExactly("Bearer " + first.at("/data/token").textValue());
        assertThat(call.headers().keySet().stream().map(String::toLowerCase)).doesNotContain("content-type");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void makesOneCallForThreeHundredFirstCallsOfOneUser() {
        directLine.fault(Fault.slow(Duration.ofMillis(300)));
        int before = directLine.generated();

        List<String> tokens = parallel(Collections.nCopies(300, new String[] {"a4b", id}));

        assertThat(directLine.generated() - before).isEqualTo(1);
        assertThat(tokens).hasSize(300).containsOnly(tokens.get(0));
    }

    @Test
    void neverCrossesUsersOfTwoPartnersWithTheSameIds() {
        List<String[]> calls = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            calls.add(new String[] {i % 2 == 0 ? "a4b" : "shop", id + "-" + i / 2 % 50});
        }
        Collections.shuffle(calls, new Random(42));

        List<String> tokens = parallel(calls);

        for (int i = 0; i < calls.size(); i++) {
            String expected =
                    "XCHATBOT." + calls.get(i)[0].toUpperCase(java.util.Locale.ROOT) + ".WEBCHAT." + calls.get(i)[1];
            assertThat(claims(tokens.get(i)).path("user").textValue()).isEqualTo(expected);
        }
        assertThat(new TreeSet<>(tokens).size()).isEqualTo(100);
    }

    private static List<String> parallel(List<String[]> calls) {
        List<CompletableFuture<HttpResponse<String>>> running = IntStream.range(0, calls.size())
                .mapToObj(i -> Pod.client()
                        .sendAsync(
                                pod.request(calls.get(i)[0], Pod.body(calls.get(i)[1])),
                                HttpResponse.BodyHandlers.ofString()))
                .toList();
        return running.stream()
                .map(call -> json(call.join()).at("/data/token").textValue())
                .toList();
    }

    private JsonNode init() {
        return json(pod.init(id));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode claims(String jwt) {
        try {
            return JSON.readTree(java.util.Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
