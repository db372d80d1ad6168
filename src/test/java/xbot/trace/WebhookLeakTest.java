package xbot.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import xbot.Pod;
import xbot.webhook.Intake;
import xbot.webhook.KeyServer;
import xbot.webhook.Zalo;

/** Of a call of a webhook, whose key stands in its address, nothing is logged, traced or counted that is not ours. */
class WebhookLeakTest {

    private static final URI NO_DIRECT_LINE = URI.create("http://127.0.0.1:9");
    private static final String AZBOT = "/webhook/xpbot/api/azbot/push?param.header.xp-api-key=test-partner-key-a4b";
    private static final String ACTIVITY = """
            {"type": "message", "id": "canary-id%s", "channelId": "webchat", "serviceUrl": "%s", "text": "canary-text",
             "from": {"id": "canary-user"}, "conversation": {"id": "canary-conversation"}}""";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final KeyServer keys = new KeyServer();
    private final Intake intake = new Intake(call -> call > 2 ? 503 : 200);
    private final Collector collector = Collector.start();
    private Pod pod;

    @BeforeEach
    void start() {
        pod = Pod.start(
                "partners:\n" + Pod.partner("a4b", NO_DIRECT_LINE) + Zalo.settings("a4b"),
                Clock.systemUTC(),
                collector.properties(
                        keys.property(),
                        "xbot.intake.zalo-uri=" + intake.uri(),
                        "xbot.intake.azbot-uri=" + intake.uri()));
        ((Logger) LoggerFactory.getLogger("xbot")).setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        ((Logger) LoggerFactory.getLogger("xbot")).setLevel(Level.INFO);
        pod.close();
        collector.close();
        intake.close();
        keys.close();
    }

    @Test
    void showsNothingOfTheQueryTheProofOrTheEvent() {
        String event = Zalo.event("canary-message", Instant.now().toEpochMilli());
        String timestamp = event.replaceFirst("(?s).*\"timestamp\": \"(\\d+)\".*", "$1");
        String mac = Zalo.signature(Zalo.APP_ID, event, timestamp, "zalo-secret-a4b");
        String token = keys.token("bot-a4b");
        String more = Zalo.path("a4b") + "&canary-name=canary-value";
        String later = event.replace("canary-message", "canary-later");

        assertThat(zalo(more, event, mac)).isEqualTo(200);
        assertThat(azbot(1, token)).isEqualTo(200);
        assertThat(zalo(more, later, Zalo.signature(Zalo.APP_ID, later, timestamp, "zalo-secret-a4b")))
                .as("the intake is down")
                .isEqualTo(503);
        assertThat(azbot(2, token)).as("the intake is down").isEqualTo(503);
        assertThat(zalo(more, event, mac + "0")).isEqualTo(403);
        assertThat(azbot(3, token + "x")).isEqualTo(403);
        assertThat(zalo(Zalo.path("canary-partner"), event, mac)).isEqualTo(401);
        assertThat(zalo("/webhook/xpbot/api/zalo/canary-path?canary-query", event, mac))
                .isEqualTo(404);

        await().untilAsserted(() -> assertThat(pod.management("/actuator/prometheus"))
                .contains("code=\"SENDER_REFUSED\",partner=\"a4b\",route=\"azbot-push\"", "NOT_FOUND"));
        await().until(() -> collector.spans().stream()
                        .filter(span -> span.kind() == io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER)
                        .count()
                >= 8);
        await().untilAsserted(() -> assertThat(logText()).contains("route=\"azbot-push\"", "SENDER_REFUSED"));
        for (String canary : List.of(
                "test-partner-key", "param.header", "canary", "zalo-secret", mac.substring(4), token, "bot-a4b")) {
            assertThat(logText()).as("the log").doesNotContain(canary);
            assertThat(collector.everything()).as("traces").doesNotContain(canary);
            assertThat(pod.management("/actuator/prometheus")).as("metrics").doesNotContain(canary);
        }
    }

    private int zalo(String path, String event, String mac) {
        return send(path, event, "X-ZEvent-Signature", mac);
    }

    private int azbot(int id, String token) {
        return send(AZBOT, ACTIVITY.formatted(id, KeyServer.SERVICE_URL), "Authorization", "Bearer " + token);
    }

    private int send(String path, String body, String header, String proof) {
        return Pod.send(HttpRequest.newBuilder(pod.uri(path))
                        .header("Content-Type", "application/json")
                        .header(header, proof)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private String logText() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + event.getKeyValuePairs()
                        + event.getThreadName()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }
}
