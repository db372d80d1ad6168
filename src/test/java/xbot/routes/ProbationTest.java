package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.spi.IdempotentRepository;
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
import xbot.simulator.Settings;

/** Edits that are well-formed, and right or wrong only when requests come. */
class ProbationTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String RELOADS = "xbot_routeset_reloads_total";
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static RoutesDirectory routes;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        routes = new RoutesDirectory(directory);
        directLine = DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + directory,
                "xbot.routes.poll-interval=100ms",
                "xbot.routes.probation=4s");
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @BeforeEach
    void shippedRoutesServe() {
        routes.restore();
        await().atMost(SOON).until(() -> !isOnProbation());
    }

    static List<Arguments> failingBeforeACall() {
        String thrown =
                "        - throwException: {id: slip, exceptionType: java.lang.IllegalStateException, message: slip}\n";
        return List.of(
                Arguments.of(
                        "an exception",
                        "webchat-init/slip: INTERNAL_ERROR by IllegalStateException: slip",
                        edit("webchat-init.camel.yaml", "        - wireTap:", thrown + "        - wireTap:")),
                Arguments.of(
                        "a property that a later step needs",
                        "webchat-token/call-once-per-user: INTERNAL_ERROR by",
                        edit(
                                "webchat-init.camel.yaml",
                                "        - to:\n",
                                "        - removeProperty: {id: slip, name: tokenKey}\n        - to:\n")),
                Arguments.of(
                        "a path that is gone",
                        "is not served any more",
                        edit("webchat-init.camel.yaml", "webchat/initForClient\n      par", "webchat/init\n      par")),
                Arguments.of(
                        "a status of 503",
                        "webchat-init/slip: SLIP",
                        edit(
                                "webchat-init.camel.yaml",
                                "        - wireTap:",
                                "        - bean: {id: slip, ref: refuse, method: \"with(503, 'SLIP', 'slip')\"}\n        - wireTap:")),
                Arguments.of(
                        "a step that takes its time",
                        "webchat-init/slip: it holds a request for 3000 ms",
                        edit(
                                "webchat-init.camel.yaml",
                                "        - wireTap:",
                                "        - delay: {id: slip, expression: {constant: 20000}}\n        - wireTap:")));
    }

    private static Runnable edit(String file, String from, String to) {
        return () -> routes.edit(file, text -> text.replace(from, to));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failingBeforeACall")
    void isRolledBackWithoutAFailedRequest(String mistake, String reason, Runnable edit) {
        String hash = hash();
        double before = rolledBack();

        edit.run();
        List<Integer> statuses = askUntil(() -> rolledBack() > before);

        assertThat(statuses).containsOnly(200);
        assertThat(hash()).isEqualTo(hash);
        assertThat(pod.management("/actuator/routeset")).contains(reason);
    }

    @Test
    void isRolledBackWithTheFirstFailureBehindACall() {
        double before = rolledBack();

        routes.edit("webchat-token.camel.yaml", ProbationTest::slipBehindTheCall);
        List<Integer> statuses = askUntil(() -> rolledBack() > before);

        assertThat(statuses).containsOnlyOnce(500);
        assertThat(pod.management("/actuator/routeset")).contains("webchat-generate/slip");
        assertThat(pod.init("user" + USERS.incrementAndGet()).statusCode()).isEqualTo(200);
    }

    private static String slipBehindTheCall(String text) {
        return text.replace(
                "        - process: {id: write-token-cache",
                "        - setBody: {id: slip, simple: \"${body.noSuchMember}\"}\n        - process: {id: write-token-cache");
    }

    @Test
    void isRolledBackWithTheFifthFailureWhereACalledSystemMayBeTheReason() {
        double before = rolledBack();

        routes.edit(
                "webchat-init.camel.yaml",
                text -> text.replace(
                        "        - wireTap:",
                        "        - setBody: {id: text, constant: text}\n        - to: {id: slip, uri: \"vertx-http:http://127.0.0.1:1/nothing\"}\n        - wireTap:"));
        List<Integer> statuses = askUntil(() -> rolledBack() > before);

        assertThat(statuses.stream().filter(status -> status == 500)).hasSize(5);
        assertThat(pod.management("/actuator/routeset")).contains("webchat-init/slip", "5 of ");
    }

    @Test
    void takesOverWhenItIsNotWorse() {
        String hash = hash();

        routes.edit("user-profile.camel.yaml", text -> "# better\n" + text);
        List<Integer> statuses = askUntil(() -> !hash().equals(hash));

        assertThat(statuses).containsOnly(200);
        assertThat(isOnProbation()).isFalse();
        routes.restore();
        askUntil(() -> hash().equals(hash));
    }

    @Test
    void isWithdrawnWhenTheFilesChangeAgain() {
        String hash = hash();
        routes.edit("user-profile.camel.yaml", text -> "# first\n" + text);
        await().atMost(SOON).until(ProbationTest::isOnProbation);

        routes.restore();

        await().atMost(SOON).until(() -> !isOnProbation());
        assertThat(hash()).isEqualTo(hash);
    }

    @Test
    void isRefusedWhereItWasRolledBackBefore() {
        double before = rolledBack();
        routes.edit("webchat-token.camel.yaml", text -> "# once more\n" + slipBehindTheCall(text));
        askUntil(() -> rolledBack() > before);
        routes.restore();
        await().atMost(SOON).until(() -> !pod.management("/actuator/routeset").contains("lastRefusal"));

        routes.edit("webchat-token.camel.yaml", text -> "# once more\n" + slipBehindTheCall(text));

        await().atMost(SOON)
                .until(() -> pod.management("/actuator/routeset").contains("it was rolled back within the last day"));
        assertThat(isOnProbation()).isFalse();
    }

    @Test
    void isRolledBackWhenAnotherPodHasDoneSo() {
        routes.edit("user-profile.camel.yaml", text -> "# elsewhere\n" + text);
        await().atMost(SOON).until(ProbationTest::isOnProbation);
        String hash =
                pod.management("/actuator/routeset").replaceFirst(".*\"probation\":\\{.*?\"hash\":\"(\\w+)\".*", "$1");

        pod.bean(IdempotentRepository.class).add("rolled-back-route-set/" + hash);

        await().atMost(SOON)
                .until(() -> pod.management("/actuator/routeset").contains("it was rolled back within the last day"));
    }

    /** A user a request, so that each is generated. */
    private static List<Integer> askUntil(Callable<Boolean> end) {
        List<Integer> statuses = new ArrayList<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            HttpResponse<String> answer = pod.init("user" + USERS.incrementAndGet());
            statuses.add(answer.statusCode());
            return end.call();
        });
        return statuses;
    }

    private static double rolledBack() {
        return pod.metric(RELOADS + "{outcome=\"rolled-back\"}");
    }

    private static boolean isOnProbation() {
        return pod.management("/actuator/routeset").contains("\"probation\"");
    }

    private static String hash() {
        return Stream.of(pod.management("/actuator/routeset").split("\""))
                .skip(3)
                .findFirst()
                .orElseThrow();
    }
}
