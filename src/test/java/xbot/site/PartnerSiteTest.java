package xbot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;

/** What the demo's site shows of a pod and a simulated Direct Line; what it looks like is not tested here. */
class PartnerSiteTest {

    @RegisterExtension
    static final DemoSite SITE = new DemoSite();

    private final SiteClient browser = SITE.browser();
    private final String name = SITE.newUser();

    @Test
    void logsInAUserWhoGetsAToken() throws Exception {
        var answer = browser.login(name);

        assertThat(answer.path("status").asInt()).isEqualTo(200);
        assertThat(answer.at("/envelope/data/userId").asText()).isEqualTo("XCHATBOT.A4B.WEBCHAT." + name);
        assertThat(answer.at("/envelope/data/token").asText()).startsWith("ey");
        assertThat(answer.path("source").asText()).isEqualTo("generated");
        assertThat(steps(answer))
                .startsWith("check-keys", "check-ip-allowlist", "limit-rate", "validate-init-request")
                .containsSubsequence("read-token-cache", "call-generate", "write-token-cache")
                .endsWith("wrap-in-envelope");
        assertThat(browser.get("/api/session").body()).contains("\"user\":\"" + name + "\"");
    }

    @Test
    void staysInTheConversationWhenThePageIsLoadedAgain() throws Exception {
        var first = browser.login(name);

        var second = browser.token("usual");

        assertThat(second.path("source").asText()).isEqualTo("cached");
        assertThat(steps(second)).doesNotContain("call-generate", "call-refresh");
        assertThat(conversation(second)).isEqualTo(conversation(first));
    }

    @Test
    void startsANewConversation() throws Exception {
        var first = browser.login(name);

        var second = browser.token("new-conversation");

        assertThat(second.path("source").asText()).isEqualTo("generated");
        assertThat(conversation(second)).isNotEqualTo(conversation(first));
    }

    @Test
    void refreshesATokenThatHasAged() throws Exception {
        var first = browser.login(name);

        assertThat(browser.post("/api/clock", "{\"minutes\":45}").statusCode()).isEqualTo(204);
        var second = browser.token("usual");

        assertThat(second.path("source").asText()).isEqualTo("refreshed");
        assertThat(steps(second)).contains("call-refresh");
        assertThat(conversation(second)).isEqualTo(conversation(first));
    }

    @Test
    void bringsWhatTheUserWritesThroughThePodToTheCoreAndItsReplyBack() throws Exception {
        var data = browser.login(name).at("/envelope/data");
        var token = data.path("token").asText();
        var taken = "xbot_requests_seconds_count{code=\"OK\",partner=\"a4b\",route=\"azbot-push\"}";
        var before = SITE.pod().metric(taken);

        assertThat(directLine("", token, "").statusCode()).isEqualTo(201);
        var activities = "/" + data.path("conversationId").asText() + "/activities";
        var posted = directLine(activities, token, "{\"type\":\"message\",\"text\":\"xin chào\"}");

        assertThat(posted.statusCode()).isEqualTo(200);
        await().untilAsserted(() ->
                assertThat(directLine(activities, token, null).body()).contains("xBot for a4b heard: xin chào"));
        await().until(() -> SITE.pod().metric(taken) == before + 1);
    }

    @Test
    void showsWhatAUserOfZaloGets() throws Exception {
        browser.login(name);

        var answer = browser.json("/api/zalo", "{}");

        assertThat(answer.path("envelope").toString()).isEqualTo("{\"status\":0,\"message\":\"success\"}");
        assertThat(answer.path("reply").asText()).isEqualTo("xBot for a4b heard: Chào A4B");
        assertThat(steps(answer))
                .containsSubsequence("check-zalo-signature", "hand-over-zalo-event", "wrap-zalo-answer");
        assertThat(answer.toString()).doesNotContain("test-partner-key");
    }

    @Test
    void showsThatAForgedEventIsRefused() throws Exception {
        browser.login(name);

        var answer = browser.json("/api/zalo", "{\"forged\":true}");

        assertThat(answer.path("status").asInt()).isEqualTo(403);
        assertThat(answer.at("/envelope/code").asText()).isEqualTo("SENDER_REFUSED");
        assertThat(steps(answer)).endsWith("check-zalo-signature", "write-refusal");
    }

    @ParameterizedTest
    @CsvSource({"wrong-key, 401, INVALID_KEY, check-keys", "ip-not-allowed, 403, IP_NOT_ALLOWED, check-ip-allowlist"})
    void showsThePodsRefusal(String as, int status, String code, String step) throws Exception {
        browser.login(name);

        var answer = browser.token(as);

        assertThat(answer.path("status").asInt()).isEqualTo(status);
        assertThat(answer.at("/envelope/code").asText()).isEqualTo(code);
        assertThat(steps(answer)).endsWith(step, "write-refusal");
        assertThat(answer.path("source").isNull()).isTrue();
    }

    @Test
    void showsEachCallOfADirectLineThatIsDown() throws Exception {
        browser.login(name);
        browser.post("/api/direct-line", "{\"down\":true}");
        var before = SITE.directLine().calls().size();

        var answer = browser.token("new-conversation");

        assertThat(answer.path("status").asInt()).isEqualTo(503);
        assertThat(answer.at("/envelope/code").asText()).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(steps(answer))
                .filteredOn("call-generate"::equals)
                .hasSize(SITE.directLine().calls().size() - before)
                .isNotEmpty();
        browser.post("/api/direct-line", "{\"down\":false}");
        assertThat(browser.token("new-conversation").path("status").asInt()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a name", "../admin"})
    void leavesItToThePodWhichNamesAreWellFormed(String illFormed) throws Exception {
        var answer = browser.login(illFormed);

        assertThat(answer.path("status").asInt()).isEqualTo(400);
        assertThat(answer.at("/envelope/errors/0/pointer").asText()).isEqualTo("/userInfo/id");
        assertThat(browser.get("/api/session").body()).contains("\"user\":null");
    }

    @Test
    void saysThatItIsTooEarlyWhileThePodStarts() throws Exception {
        try (var early = PartnerSite.start("127.0.0.1", 0, SITE.directLine(), SITE.clock(), new StepTrace())) {
            var response = new SiteClient(early.uri()).post("/api/login", "{\"name\":\"a\"}");

            assertThat(response.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> PartnerSite.start(
                        "127.0.0.1", SITE.uri().getPort(), SITE.directLine(), SITE.clock(), new StepTrace()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot listen on 127.0.0.1:" + SITE.uri().getPort());
    }

    /** @param body null to read */
    private static HttpResponse<String> directLine(String path, String token, String body) {
        var to = SITE.directLine().baseUri().resolve("/v3/directline/conversations" + path);
        var call = HttpRequest.newBuilder(to).header("Authorization", "Bearer " + token);
        return Pod.send((body == null ? call : call.POST(HttpRequest.BodyPublishers.ofString(body))).build());
    }

    private static List<String> steps(JsonNode answer) {
        return StreamSupport.stream(answer.path("steps").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String conversation(JsonNode answer) {
        return answer.at("/envelope/data/conversationId").asText();
    }
}
