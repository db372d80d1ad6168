package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.ReceivedCall;
import xbot.simulator.Settings;

/** Editing the routes of a pod that serves. */
class RouteSetsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static RoutesDirectory routes;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        routes = new RoutesDirectory(directory);
        directLine = DirectLineSimulator.start(Settings.of(
                Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop-bot")));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + directory,
                "xbot.routes.poll-interval=100ms");
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @BeforeEach
    void shippedRoutesServe() {
        directLine.fault(Fault.NONE);
        routes.restore();
        awaitServing();
    }

    @Test
    void takesAnEditOfTheSchemaOverWhileServing() {
        assertThat(pod.init("schema").statusCode()).isEqualTo(200);

        routes.edit(
                "webchat-init.schema.json",
                text -> text.replaceFirst("\"required\": \\[\\s*\"id\"", "\"required\": [\"phone\", \"id\""));
        awaitServing();

        assertThat(pod.init("schema").body()).contains("\"pointer\":\"/userInfo/phone\"");
    }

    @Test
    void takesANewStepOverWhileServing() {
        routes.edit("webchat-init.camel.yaml", text -> text + """
                        - setHeader:
                            name: X-Edited
                            constant: "yes"
                """);
        awaitServing();

        assertThat(pod.init("step").headers().firstValue("X-Edited")).contains("yes");
    }

    @Test
    void takesAStepThatAddsToTheUpstreamCallOverWhileServing() {
        routes.edit(
                "webchat-token.camel.yaml",
                text -> text.replace(
                        "- process: {id: authorize-generate, ref: generateCall}",
                        "- process: {id: authorize-generate, ref: generateCall}\n              - setHeader: {name: X-Tenant, constant: gold}"));
        awaitServing();

        pod.init("tenant");

        List<ReceivedCall> calls = directLine.calls();
        assertThat(calls.get(calls.size() - 1).header("x-tenant")).containsExactly("gold");
    }

    @Test
    void takesAnAddedFileAndItsRemovalOver() throws IOException {
        Path added = directory.resolve("ping.camel.yaml");
        Files.writeString(added, """
                - route:
                    id: ping
                    from:
                      uri: platform-http:/ping
                      steps:
                        - setBody:
                            constant: pong
                """);
        awaitServing();
        assertThat(Pod.send(java.net.http.HttpRequest.newBuilder(pod.uri("/ping"))
                                .build())
                        .body())
                .isEqualTo("pong");

        Files.delete(added);
        awaitServing();

        assertThat(Pod.send(java.net.http.HttpRequest.newBuilder(pod.uri("/ping"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    static List<Arguments> brokenEdits() {
        return List.of(
                Arguments.of("bad YAML", "webchat-token.camel.yaml", "- route:\n    id: [", "webchat-token.camel.yaml"),
                Arguments.of("an empty file", "webchat-token.camel.yaml", "", "webchat-token"),
                Arguments.of("an unknown step", "user-profile.camel.yaml", profile("- sendd: {}"), "user-profile"),
                Arguments.of(
                        "an unknown bean",
                        "user-profile.camel.yaml",
                        profile("- process: {ref: noSuchBean}"),
                        "user-profile.camel.yaml:7 user-profile/process: unknown bean 'noSuchBean'"),
                Arguments.of(
                        "a missing property",
                        "user-profile.camel.yaml",
                        profile("- setBody: {constant: \"{{no.such.key}}\"}"),
                        "user-profile.camel.yaml:7 user-profile/setBody: missing property 'no.such.key'"),
                Arguments.of(
                        "a bad expression",
                        "user-profile.camel.yaml",
                        profile("- setBody: {simple: \"${body\"}"),
                        "user-profile.camel.yaml:7 user-profile/setBody: "),
                Arguments.of(
                        "a duplicate route id",
                        "user-profile.camel.yaml",
                        profile("- stop: {}").replace("id: user-profile", "id: webchat-init"),
                        "webchat-init"),
                Arguments.of(
                        "a dangling direct:",
                        "user-profile.camel.yaml",
                        profile("- to: {uri: \"direct:nowhere\"}"),
                        "user-profile.camel.yaml:7 user-profile/to: no route starts from direct:nowhere"),
                Arguments.of(
                        "a bad schema",
                        "webchat-init.schema.json",
                        "{\"type\": \"strin\"}",
                        "webchat-init.schema.json"));
    }

    private static String profile(String step) {
        return """
                - route:
                    id: user-profile
                    routeConfigurationId: webchat-token-errors
                    from:
                      uri: direct:user-profile
                      steps:
                        %s
                """.formatted(step);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenEdits")
    void servesOnWhenAnEditCannotBeLoaded(String kind, String file, String content, String named) throws IOException {
        String serving = pod.bean(RouteSets.class).serving().hash();
        double refused = refusals();

        Files.writeString(directory.resolve(file), content);

        await().atMost(SOON).until(() -> refusals() > refused);
        assertThat(pod.management("/actuator/routeset")).contains("\"hash\":\"" + serving + "\"", "lastRefusal", named);
        assertThat(pod.init("broken").statusCode()).isEqualTo(200);
        assertThat(pod.management("/actuator/health/readiness")).contains("UP");
    }

    @Test
    void letsARequestEndOnTheSetThatItBeganOn() throws Exception {
        directLine.fault(Fault.slow(Duration.ofSeconds(1)));
        var slow = Pod.client()
                .sendAsync(pod.request("a4b", Pod.body("slow")), java.net.http.HttpResponse.BodyHandlers.ofString());
        await().atMost(SOON).until(() -> pod.bean(RouteSets.class).serving().inFlight() > 0);

        routes.edit("user-profile.camel.yaml", text -> "# edited\n" + text);
        awaitServing();

        assertThat(slow.isDone()).isFalse();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheSymlinkSwapOfAConfigMapOver() throws IOException {
        String before = pod.bean(RouteSets.class).serving().hash();

        routes.comment(1);
        awaitServing();

        assertThat(pod.bean(RouteSets.class).serving().hash()).isNotEqualTo(before);
        assertThat(pod.init("swap").statusCode()).isEqualTo(200);
    }

    @Test
    void takesNothingThatIsStillBeingWritten(@TempDir Path written) throws IOException {
        new RoutesDirectory(written);
        try (Pod still = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + written,
                "xbot.routes.reload=false",
                // another location is another cache manager: this pod's end must not close the other's caches
                "xbot.cache.config=file:src/main/resources/ehcache.xml")) {
            RouteSets routeSets = still.bean(RouteSets.class);
            Path file = written.resolve("webchat-token.camel.yaml");
            String edited = "# edited\n" + Files.readString(file);

            Files.writeString(file, edited.substring(0, 100));
            routeSets.look();
            Files.writeString(file, edited);
            routeSets.look();
            routeSets.look();

            assertThat(routeSets.lastRefusal()).isNull();
            assertThat(routeSets.serving().hash())
                    .isEqualTo(RouteFiles.read(written).hash());
        }
    }

    @Test
    void letsCamelRefuseARouteThatABeanAddsLater() {
        RouteBuilder later = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:later").process("noSuchBean");
            }
        };

        assertThatThrownBy(() -> pod.bean(RouteSets.class).serving().camel().addRoutes(later))
                .hasMessageContaining("noSuchBean");
    }

    private static double refusals() {
        return pod.metric("xbot_routeset_reloads_total{outcome=\"refused\"}");
    }

    private static void awaitServing() {
        await().atMost(SOON)
                .until(() -> pod.bean(RouteSets.class)
                        .serving()
                        .hash()
                        .equals(RouteFiles.read(directory).hash()));
    }
}
