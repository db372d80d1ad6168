package xbot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/** The demo's site and its backend, with a pod and a simulated Direct Line; what it looks like is not tested here. */
class PartnerSiteTest {

    private static final Path FILES = Path.of("src/test/demo/site");
    private static final Pattern KEY = Pattern.compile("test-(gateway|partner)-key|test-direct-line-secret");
    private static final DemoClock CLOCK = new DemoClock();
    private static DirectLineSimulator directLine;
    private static PartnerSite site;
    private static Pod pod;
    private static int user;

    private final SiteClient browser = new SiteClient(site.uri());
    private final String name = "user" + ++user;

    @BeforeAll
    static void start() throws Exception {
        var trace = new StepTrace();
        directLine = DirectLineSimulator.start(
                Settings.of("test-direct-line-secret-a4b", "a4b-bot").withClock(CLOCK));
        site = PartnerSite.start("127.0.0.1", 0, directLine, CLOCK, trace);
        pod = SpringApplication.withHook(
                application -> new Traced(trace), () -> Pod.start(partners(directLine.baseUri()), CLOCK));
        site.podIsAt(pod.uri("/"));
    }

    private record Traced(StepTrace trace) implements SpringApplicationRunListener {
        @Override
        public void contextPrepared(ConfigurableApplicationContext context) {
            ((GenericApplicationContext) context).registerBean(StepTrace.class, () -> trace);
        }
    }

    private static String partners(URI directLine) {
        var elsewhere = Pod.partner("elsewhere", directLine).replace("[127.0.0.0/8, \"::1/128\"]", "[203.0.113.0/24]");
        return Pod.partners(directLine) + elsewhere;
    }

    @AfterAll
    static void stop() {
        pod.close();
        site.close();
        directLine.close();
    }

    @BeforeEach
    void mend() {
        directLine.fault(Fault.NONE);
    }

    @Test
    void logsInWhoeverGetsAToken() throws Exception {
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
    void keepsItsSessionFromScriptsAndOtherSites() throws Exception {
        var response = browser.post("/api/login", "{\"name\":\"" + name + "\"}");

        assertThat(response.headers().firstValue("set-cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
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

    @ParameterizedTest
    @CsvSource({"wrong-key, 401, INVALID_KEY, check-keys", "ip-not-allowed, 403, IP_NOT_ALLOWED, check-ip-allowlist"})
    void showsThePodsRefusal(String as, int status, String code, String step) throws Exception {
        browser.login(name);

        var answer = browser.token(as);

        assertThat(answer.path("status").asInt()).isEqualTo(status);
        assertThat(answer.at("/envelope/code").asText()).isEqualTo(code);
        assertThat(steps(answer)).endsWith(step);
        assertThat(answer.path("source").isNull()).isTrue();
    }

    @Test
    void showsEachCallOfADirectLineThatIsDown() throws Exception {
        browser.login(name);
        browser.post("/api/direct-line", "{\"down\":true}");
        var before = directLine.calls().size();

        var answer = browser.token("new-conversation");

        assertThat(answer.path("status").asInt()).isEqualTo(503);
        assertThat(answer.at("/envelope/code").asText()).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(steps(answer))
                .filteredOn("call-generate"::equals)
                .hasSize(directLine.calls().size() - before)
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
    void hasNoTokenForWhoeverIsNotLoggedIn() throws Exception {
        var never = browser.post("/api/token", "{\"as\":\"usual\"}");
        browser.login(name);
        browser.post("/api/logout", "{}");
        var noMore = browser.post("/api/token", "{\"as\":\"usual\"}");

        assertThat(never.statusCode()).isEqualTo(401);
        assertThat(noMore.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAPostOfAnotherSitesPage() throws Exception {
        browser.login(name);
        var forged = browser.to("/api/token")
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("{\"as\":\"usual\"}"));

        assertThat(browser.send(forged).statusCode()).isEqualTo(403);
        assertThat(browser.send(forged.setHeader("Origin", site.uri().toString()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesANameThatLeadsHereButIsNotItsOwn() throws Exception {
        try (var socket = new Socket("127.0.0.1", site.uri().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/login, application/json, {}, 400",
        "/api/login, application/json, not json, 400",
        "/api/login, text/plain, {\"name\":\"a\"}, 415",
        "/api/clock, application/json, {\"minutes\":-1}, 400",
        "/api/clock, application/json, {\"minutes\":1000000}, 400",
        "/api/keys, application/json, {}, 404"
    })
    void refusesWhatItDoesNotKnow(String path, String type, String body, int status) throws Exception {
        var request = browser.to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));

        assertThat(browser.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        var body = "{\"name\":\"" + "a".repeat(5_000) + "\"}";

        assertThat(browser.post("/api/login", body).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/partners.yaml", "/%2e%2e/partners.yaml", "/webchat/", "/api/", "/api/login"})
    void hasNothingElse(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void letsPagesDoWhatTheyNeedOnly() throws Exception {
        var first = browser.get("/");
        var second = browser.get("/");

        var policy = first.headers().firstValue("content-security-policy").orElseThrow();
        var nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("connect-src 'self' " + directLine.baseUri() + " ws://")
                .doesNotContain("unsafe");
        assertThat(first.body()).contains("content=\"" + nonce + "\"").doesNotContain("{{");
        assertThat(second.body()).doesNotContain(nonce);
    }

    @Test
    void servesWebChatAsMicrosoftPublishedIt() throws Exception {
        var script = browser.get("/webchat/webchat-minimal.js").body();

        var hash = MessageDigest.getInstance("SHA-384").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(Base64.getEncoder().encodeToString(hash))
                .isEqualTo("B+EROxozLv5yht/aeq2/nueeoE5Ej8bl0IQ4aSAiANFA1w/LD7/tO6OFgmJsi1wO");
        assertThat(browser.get("/").body()).contains("integrity=\"sha384-B+EROxozLv5yht/aeq2/nueeoE5Ej8bl0IQ4");
    }

    @Test
    void neverSendsAKeyToTheBrowser() throws Exception {
        var sent = new ArrayList<String>();
        try (var files = Files.walk(FILES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var response = browser.get("/" + FILES.relativize(file));
                assertThat(response.statusCode()).isEqualTo(200);
                sent.add(response.headers().map() + response.body());
            }
        }
        sent.add(browser.get("/").body());
        sent.add(browser.login(name).toString());
        for (var as : List.of("usual", "new-conversation", "wrong-key", "ip-not-allowed")) {
            sent.add(browser.token(as).toString());
        }
        directLine.fault(Fault.WRONG_SECRET);
        sent.add(browser.token("new-conversation").toString());
        sent.add(browser.get("/api/session").body());

        assertThat(sent)
                .hasSizeGreaterThan(10)
                .noneMatch(text -> KEY.matcher(text).find());
    }

    @Test
    void saysThatItIsTooEarlyWhileThePodStarts() throws Exception {
        try (var early = PartnerSite.start("127.0.0.1", 0, directLine, CLOCK, new StepTrace())) {
            var response = new SiteClient(early.uri()).post("/api/login", "{\"name\":\"a\"}");

            assertThat(response.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(
                        () -> PartnerSite.start("127.0.0.1", site.uri().getPort(), directLine, CLOCK, new StepTrace()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot listen on 127.0.0.1:" + site.uri().getPort());
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
