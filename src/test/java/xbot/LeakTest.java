package xbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;
import xbot.tools.cases.MovableClock;

/** What must stay inside stays inside: keys, the Direct Line secret, tokens and user ids. */
class LeakTest {

    private static final String USER = "canary.user";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> tokens = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private DirectLineSimulator directLine;
    private Pod pod;

    @BeforeEach
    void start() {
        directLine = DirectLineSimulator.start(
                Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")).withClock(clock));
        pod = Pod.start(directLine.baseUri(), clock, "xbot.upstream.deadline=2s");
        ((Logger) LoggerFactory.getLogger("xbot")).setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        pod.close();
        directLine.close();
        root.detachAppender(log);
        ((Logger) LoggerFactory.getLogger("xbot")).setLevel(Level.INFO);
    }

    @Test
    void showsNoKeySecretTokenOrUserIdAnywhere() {
        call(Fault.NONE);
        clock.move(Duration.ofMinutes(45));
        for (Fault fault : List.of(Fault.DOWN, Fault.THROTTLED, Fault.NOT_JSON, Fault.RESET, Fault.TOKEN_EXPIRED)) {
            call(fault);
        }
        for (Fault fault : List.of(
                Fault.WRONG_SECRET,
                Fault.DOWN,
                Fault.NOT_JSON,
                Fault.RESET,
                Fault.slow(Duration.ofSeconds(4)),
                Fault.json(200, "{\"conversationId\":\"c\",\"token\":\"canary-token\",\"expires_in\":-1}"))) {
            clock.move(Duration.ofHours(2));
            call(fault);
        }
        refuse("{\"userInfo\":{\"id\":\"" + USER + " \",\"canary-member\":1}}", "test-gateway-key-a4b");
        refuse("{\"userInfo\":{\"id\":\"" + USER + "\"", "test-gateway-key-a4b");
        refuse(Pod.body(USER), "canary-wrong-key");
        assertThat(tokens).isNotEmpty();
        assertThat(refusals).hasSizeGreaterThan(5);

        List<String> canaries = new ArrayList<>(List.of(
                USER,
                "canary-",
                "test-gateway-key",
                "test-partner-key",
                "test-direct-line-secret",
                Pod.sha256("test-gateway-key-a4b"),
                Pod.sha256("test-partner-key-a4b")));
        canaries.addAll(tokens);
        // a request's line is written when its answer is out
        await().untilAsserted(() -> assertThat(logText())
                .contains("INVALID_KEY", "UPSTREAM_TIMEOUT", "Direct Line refused the partner's secret"));
        for (String canary : canaries) {
            assertThat(logText()).doesNotContain(canary);
            assertThat(managementText()).doesNotContain(canary);
            assertThat(String.join("\n", refusals)).doesNotContain(canary);
            assertThat(threadNames()).doesNotContain(canary);
        }
    }

    @Test
    void writesOneLogLineForARequestWhateverItsNameHolds() {
        String forged = "\\n{\\\"level\\\":\\\"ERROR\\\"}\\u001b[31m";

        pod.send("{\"userInfo\":{\"id\":\"forger\",\"name\":\"" + forged + "\"}}", request -> request);
        pod.send(
                "{\"userInfo\":{\"id\":\"forger\",\"extData\":{\"x\":\"" + forged + "\"}}}",
                request -> request.header("X-Request-Id", "forged id").header("User-Agent", "forged=\"agent\""));

        await().untilAsserted(() -> assertThat(List.copyOf(log.list).stream()
                        .filter(event -> event.getLoggerName().equals("xbot.requests")))
                .hasSize(2));
        assertThat(logText()).doesNotContain("\"level\"", "\u001b", "forged", "forger");
    }

    private void call(Fault fault) {
        directLine.fault(fault);
        answer(pod.init(USER));
        directLine.fault(Fault.NONE);
    }

    private void refuse(String body, String gatewayKey) {
        answer(pod.send(
                body,
                request ->
                        request.setHeader("x-api-key", gatewayKey).uri(pod.uri(Pod.PATH + "?x-api-key=canary-query"))));
    }

    private void answer(HttpResponse<String> response) {
        Matcher token = TOKEN.matcher(response.body());
        if (token.find()) {
            tokens.add(token.group(1));
        } else {
            refusals.add(response.statusCode() + response.headers().map().toString() + response.body());
        }
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

    private String managementText() {
        return pod.management("/actuator/prometheus")
                + pod.management("/actuator/routeset")
                + pod.management("/actuator/info")
                + pod.management("/actuator/health")
                + pod.management("/actuator");
    }

    private static String threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.joining("\n"));
    }
}
