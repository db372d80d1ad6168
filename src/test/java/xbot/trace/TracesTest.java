package xbot.trace;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_INTERNAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static xbot.trace.Collector.request;
import static xbot.trace.Collector.steps;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;
import xbot.tools.cases.MovableClock;
import xbot.trace.Collector.Seen;

/** What a collector gets to see of requests, and what it does not. */
class TracesTest {

    private static final String CALLER = "00f067aa0ba902b7";
    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private static final RequestLines LINES = new RequestLines();

    /** Of faults one partner's must not open another's circuit breaker. */
    private static final List<String> PARTNERS = List.of("a4b", "down", "slow", "lost");

    @TempDir
    private static Path routes;

    private static Collector collector;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        collector = Collector.start();
        directLine = DirectLineSimulator.start(Settings.of(
                        PARTNERS.stream().collect(Collectors.toMap(id -> "test-direct-line-secret-" + id, id -> id)))
                .withClock(CLOCK));
        StringBuilder partners = new StringBuilder("partners:\n");
        PARTNERS.forEach(id -> partners.append(Pod.partner(id, directLine.baseUri())));
        pod = Pod.start(
                partners.toString(),
                CLOCK,
                collector.properties(
                        "xbot.upstream.deadline=1s",
                        "xbot.routes.directory=" + routes,
                        "xbot.routes.poll-interval=100ms"));
        LINES.start();
    }

    @AfterAll
    static void stop() {
        LINES.close();
        pod.close();
        directLine.close();
        collector.close();
    }

    @AfterEach
    void mend() {
        directLine.fault(Fault.NONE);
    }

    @Test
    void continuesTheTraceOfItsCaller() {
        String traceId = Collector.newTraceId();

        call("a4b", "continued", traced(traceId, "01").andThen(r -> r.header("tracestate", "rojo=1,congo=2"))::apply);

        Seen request = request(collector.trace(traceId));
        assertThat(request.parentId()).isEqualTo(CALLER);
        assertThat(request.traceState()).isEqualTo("rojo=1,congo=2");
        assertThat(request.name()).isEqualTo("POST " + Pod.PATH);
        assertThat(request.failed()).isFalse();
        assertThat(request.attributes())
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", Pod.PATH,
                        "http.response.status_code", "200",
                        "xbot.partner", "a4b",
                        "xbot.code", "OK"));
        assertThat(collector.resource()).containsEntry("service.name", "xbot-routes");
    }

    @Test
    void leavesTheRecordingToTheCallersFlag() {
        String unwanted = Collector.newTraceId();
        String wanted = Collector.newTraceId();

        call("a4b", "flag", traced(unwanted, "00"));
        call("a4b", "flag", traced(wanted, "01"));

        collector.trace(wanted);
        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(unwanted));
        assertThat(LINES.hold(unwanted)).isFalse();
    }

    @Test
    void beginsATraceWhereTheCallerHasNoneAndNamesItInTheLog() {
        call("a4b", "new", request -> request.header("X-Request-Id", "begins-a-trace"));

        String traceId = await().until(() -> LINES.traceIdOf("begins-a-trace"), Objects::nonNull);
        assertThat(request(collector.trace(traceId)).parentId()).isEmpty();
    }

    @Test
    void takesNoContextThatIsBrokenOrThereTwice() {
        String traceId = Collector.newTraceId();

        call("a4b", "twice", traced(traceId, "01").andThen(traced(traceId, "01"))::apply);
        call("a4b", "twice", request -> request.header("X-Request-Id", "broken").header("traceparent", "00-x-y-01"));

        String fresh = await().until(() -> LINES.traceIdOf("broken"), Objects::nonNull);
        assertThat(request(collector.trace(fresh)).parentId()).isEmpty();
        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(traceId));
    }

    @Test
    void showsTheCacheAndTheCallOfANewToken() {
        List<Seen> trace = trace("a4b", "generated");

        assertThat(steps(trace)).containsExactly("GET tokens miss", "generate ok", "PUT tokens stored");
        Seen generate = trace.get(1);
        assertThat(generate.kind()).isEqualTo(SPAN_KIND_CLIENT);
        assertThat(generate.failed()).isFalse();
        assertThat(generate.attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("server.address", "127.0.0.1");
    }

    @Test
    void showsThatACachedTokenTookNoCall() {
        trace("a4b", "cached");

        List<Seen> trace = trace("a4b", "cached");

        assertThat(steps(trace)).containsExactly("GET tokens hit");
        assertThat(trace.get(0).kind()).isEqualTo(SPAN_KIND_INTERNAL);
    }

    @Test
    void showsARefresh() {
        trace("a4b", "refreshed");
        CLOCK.move(Duration.ofMinutes(45));

        assertThat(steps(trace("a4b", "refreshed")))
                .containsExactly("GET tokens hit", "refresh ok", "PUT tokens stored");
    }

    @Test
    void showsEachAttempt() {
        directLine.fault(Fault.DOWN);

        List<Seen> trace = trace("down", "retried");

        assertThat(steps(trace)).containsExactly("GET tokens miss", "generate down", "generate down", "generate down");
        assertThat(trace.get(3).failed()).isTrue();
        assertThat(trace.get(3).attributes()).containsEntry("http.response.status_code", "503");
        assertThat(request(trace).attributes()).containsEntry("xbot.code", "UPSTREAM_UNAVAILABLE");
        assertThat(request(trace).failed()).isTrue();
    }

    @Test
    void showsWhereTheTimeOfA504Went() {
        directLine.fault(Fault.slow(Duration.ofSeconds(5)));

        List<Seen> trace = trace("slow", "late");

        assertThat(steps(trace)).containsExactly("GET tokens miss", "generate timeout");
        assertThat(trace.get(1).attributes()).doesNotContainKey("http.response.status_code");
        assertThat(request(trace).failed()).isTrue();
        assertThat(request(trace).attributes())
                .containsEntry("http.response.status_code", "504")
                .containsEntry("xbot.code", "UPSTREAM_TIMEOUT");
    }

    @Test
    void showsARefusalAsTheCallersFault() {
        String traceId = Collector.newTraceId();

        call("a4b", "refused", traced(traceId, "01").andThen(r -> r.setHeader("x-api-key", "canary-key"))::apply);

        List<Seen> trace = collector.trace(traceId);
        assertThat(trace).hasSize(1);
        assertThat(request(trace).failed()).isFalse();
        assertThat(request(trace).attributes())
                .containsEntry("xbot.partner", "none")
                .containsEntry("xbot.code", "INVALID_KEY");
    }

    @Test
    void namesNoPathOrMethodThatACallerMadeUp() {
        String path = Collector.newTraceId();
        String method = Collector.newTraceId();

        call("a4b", "u", traced(path, "01").andThen(r -> r.uri(pod.uri("/canary-path")))::apply);
        call(
                "a4b",
                "u",
                traced(method, "01").andThen(r -> r.method("CANARYMETHOD", HttpRequest.BodyPublishers.noBody()))
                        ::apply);

        assertThat(request(collector.trace(path)).name()).isEqualTo("POST");
        Seen unknown = request(collector.trace(method));
        assertThat(unknown.name()).isEqualTo("HTTP");
        assertThat(unknown.attributes()).containsEntry("http.request.method", "_OTHER");
    }

    @Test
    void tracesTheRoutesOfALaterSetToo() throws IOException {
        Files.writeString(routes.resolve("webchat-init.camel.yaml"), "# edited\n", StandardOpenOption.APPEND);
        await().until(() -> pod.metric("xbot_routeset_reloads_total{outcome=\"applied\"}") > 0);

        assertThat(steps(trace("a4b", "later"))).containsExactly("GET tokens miss", "generate ok", "PUT tokens stored");
    }

    @Test
    void tellsDirectLineNothingOfTheTrace() {
        trace("a4b", "secretive");

        assertThat(directLine.calls())
                .isNotEmpty()
                .allSatisfy(
                        call -> assertThat(call.headers()).doesNotContainKeys("traceparent", "tracestate", "baggage"));
    }

    @Test
    void tellsTheCollectorNothingPersonal() {
        String traceId = Collector.newTraceId();
        String body =
                "{\"userInfo\":{\"id\":\"canary.user\",\"name\":\"Canary Name\",\"email\":\"canary@example.com\"}}";
        UnaryOperator<HttpRequest.Builder> telling = request -> request.uri(pod.uri(Pod.PATH + "?q=canary-query"))
                .header("X-Forwarded-For", "203.0.113.99")
                .header("User-Agent", "canary-agent")
                .header("baggage", "user=canary-baggage")
                .header("X-Request-Id", "canary-request");

        HttpResponse<String> good = pod.send(body, telling.andThen(traced(traceId, "01"))::apply);
        directLine.fault(Fault.json(200, "{\"conversationId\":\"canary-c\",\"token\":\"canary-t\",\"expires_in\":-1}"));
        List<Seen> bad = trace("lost", "canary.user");

        assertThat(good.body()).contains("\"status\":0");
        collector.trace(traceId);
        assertThat(steps(bad)).contains("generate invalid");
        assertThat(collector.everything())
                .contains("application/x-protobuf", "xbot-routes", Pod.PATH)
                .doesNotContainIgnoringCase("canary")
                .doesNotContain(
                        "test-gateway-key",
                        "test-partner-key",
                        "test-direct-line-secret",
                        "XCHATBOT",
                        "203.0.113.99",
                        field(good, "token"),
                        field(good, "conversationId"));
    }

    private static List<Seen> trace(String partner, String user) {
        String traceId = Collector.newTraceId();
        call(partner, user, traced(traceId, "01"));
        List<Seen> trace = collector.trace(traceId);
        Seen request = request(trace);
        assertThat(trace)
                .filteredOn(span -> !span.equals(request))
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(request.id()));
        return trace;
    }

    private static UnaryOperator<HttpRequest.Builder> traced(String traceId, String flags) {
        return request -> request.header("traceparent", "00-" + traceId + "-" + CALLER + "-" + flags);
    }

    private static void call(String partner, String user, UnaryOperator<HttpRequest.Builder> change) {
        HttpRequest request = pod.request(partner, Pod.body(user));
        Pod.send(change.apply(HttpRequest.newBuilder(request, (name, value) -> true))
                .build());
    }

    private static String field(HttpResponse<String> response, String name) {
        return response.body().replaceFirst("(?s).*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }
}
