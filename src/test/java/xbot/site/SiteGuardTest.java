package xbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.simulator.Fault;

/** What the demo's site serves to a browser, and what it refuses. */
class SiteGuardTest {

    private static final Path FILES = Path.of("src/test/demo/site");
    private static final Pattern KEY = Pattern.compile("test-(gateway|partner)-key|test-direct-line-secret");

    @RegisterExtension
    static final DemoSite SITE = new DemoSite();

    private final SiteClient browser = SITE.browser();
    private final String name = SITE.newUser();

    @Test
    void keepsItsSessionFromScriptsAndOtherSites() throws Exception {
        var response = browser.post("/api/login", "{\"name\":\"" + name + "\"}");

        assertThat(response.headers().firstValue("set-cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void hasNoTokenForAUserWhoIsNotLoggedIn() throws Exception {
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
        assertThat(browser.send(forged.setHeader("Origin", SITE.uri().toString()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesANameThatLeadsHereButIsNotItsOwn() throws Exception {
        try (var socket = new Socket("127.0.0.1", SITE.uri().getPort())) {
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
                .contains("connect-src 'self' " + SITE.directLine().baseUri() + " ws://")
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
        SITE.directLine().fault(Fault.WRONG_SECRET);
        sent.add(browser.token("new-conversation").toString());
        sent.add(browser.get("/api/session").body());

        assertThat(sent)
                .hasSizeGreaterThan(10)
                .noneMatch(text -> KEY.matcher(text).find());
    }
}
