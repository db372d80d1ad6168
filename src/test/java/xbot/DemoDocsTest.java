package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.webhook.Zalo;

/** The viewer of the demo; a pod without the demo has none, see ApiDocumentTest. */
class DemoDocsTest {

    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        directLine = DirectLineSimulator.start(Settings.of(XbotRoutesDemo.SITES));
        SpringApplicationRunListener docs = new SpringApplicationRunListener() {
            @Override
            public void contextPrepared(ConfigurableApplicationContext context) {
                DemoDocs.addTo(context);
            }
        };
        pod = SpringApplication.withHook(application -> docs, () -> Pod.start(directLine.baseUri(), Clock.systemUTC()));
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @Test
    void servesAllThatThePageNeeds() {
        assertThat(pod.manage("/docs").headers().firstValue("Location")).hasValue("/docs/index.html");
        List<String> assets = ASSET.matcher(pod.manage("/docs/index.html").body())
                .results()
                .map(asset -> asset.group(1))
                .toList();

        assertThat(assets).hasSizeGreaterThan(4).allSatisfy(asset -> {
            assertThat(asset).doesNotContain("//");
            assertThat(pod.manage("/docs/" + asset.replace("./", "")).statusCode())
                    .as(asset)
                    .isEqualTo(200);
        });
        assertThat(pod.manage("/docs/swagger-initializer.js").body()).contains("/openapi.yaml");
    }

    @Test
    void handsOnWhatIsTried() {
        HttpResponse<String> response = post("?newConversation=true", "test-partner-key-a4b");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("tried");
        assertThat(directLine.generated()).isEqualTo(1);
    }

    @Test
    void handsOnARefusal() {
        HttpResponse<String> response = post("", "wrong");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("ApiKey");
        assertThat(response.body()).contains("INVALID_KEY");
    }

    @Test
    void handsOnAnEventThatIsTried() {
        HttpResponse<String> response = Pod.send(HttpRequest.newBuilder(
                        pod.managementUri("/webhook/xpbot/api/zalo/push?param.header.xp-api-key=test-partner-key-a4b"))
                .header("Content-Type", "application/json")
                .header("X-ZEvent-Signature", "mac=0")
                .POST(HttpRequest.BodyPublishers.ofString(Zalo.event("m1", 1)))
                .build());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(response.body()).contains("SENDER_REFUSED");
    }

    @Test
    void leavesTheTrafficPortClosedToScriptsOfOtherOrigins() {
        HttpResponse<String> preflight = Pod.send(HttpRequest.newBuilder(pod.uri(Pod.PATH))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "http://127.0.0.1:8081")
                .header("Access-Control-Request-Method", "POST")
                .build());

        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    private static HttpResponse<String> post(String query, String partnerKey) {
        return Pod.send(HttpRequest.newBuilder(pod.managementUri(Pod.PATH + query))
                .header("Content-Type", "application/json")
                .header("x-api-key", "test-gateway-key-a4b")
                .header("xp-api-key", partnerKey)
                .header("X-Request-Id", "tried")
                .POST(HttpRequest.BodyPublishers.ofString(Pod.body("an")))
                .build());
    }
}
