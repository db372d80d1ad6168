package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.Footprint;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/**
 * Twenty kinds of mistakes that show at run time only, each saved while callers ask, and twenty good edits between them:
 * ten and the way back from each. Fewer requests than one a second would be no other way: each goes to the new set.
 */
class LiveEditsIT {

    private static final int CACHED_USERS = 40;
    private static final String TAP = "        - wireTap:";

    /** A mistake: in which file which text becomes which, and the step that the report must name. */
    private record Mistake(String name, String file, String from, String to, String step) {}

    @TempDir
    Path directory;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private RoutesDirectory routes;
    private DirectLineSimulator directLine;
    private Pod pod;

    @BeforeEach
    void start() {
        routes = new RoutesDirectory(directory);
        directLine = DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")));
        pod = Pod.start(
                directLine.baseUri(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + directory,
                "xbot.routes.poll-interval=100ms",
                "xbot.routes.retire-timeout=2s",
                "xbot.routes.probation=4s");
    }

    @AfterEach
    void stop() {
        pod.close();
        directLine.close();
    }

    @ParameterizedTest(name = "{0} requests a second by {1} callers")
    @CsvSource({"200, 32", "1, 1"})
    void rollThemselvesBackWhenTheyAreWrong(int requests, int callers) throws InterruptedException {
        for (int i = 0; i < CACHED_USERS; i++) {
            pod.init("cached" + i);
        }
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(callers);
        List<String> wrong = new ArrayList<>();
        int goodEdits = 0;
        try {
            threads.scheduleAtFixedRate(
                    () -> threads.execute(this::ask), 0, 1_000_000 / requests, TimeUnit.MICROSECONDS);
            Footprint before = Footprint.settled();
            for (Mistake mistake : mistakes()) {
                wrong.addAll(rollBack(mistake));
                if (requests > 1 && goodEdits++ < 10) {
                    takeGoodEdit();
                }
            }
            Footprint after = Footprint.settled();
            assertThat(after.threads()).isLessThan(before.threads() + 30);
            assertThat(after.heap()).isLessThan(before.heap() * 3 / 2);
        } finally {
            threads.shutdownNow();
        }

        assertThat(wrong).isEmpty();
    }

    /** By turns a user who has a token and one who has none. */
    private void ask() {
        int n = number.incrementAndGet();
        String user = n % 2 == 0 ? "cached" + n / 2 % CACHED_USERS : "new" + n;
        try {
            int status = pod.init(user).statusCode();
            if (status != 200) {
                failures.add(user + " " + status);
            }
        } catch (RuntimeException stopped) {
            failures.add(user + " " + stopped);
        }
    }

    /** What is not as it should be. */
    private List<String> rollBack(Mistake mistake) {
        List<String> wrong = new ArrayList<>();
        String hash = hash();
        double rolledBack = rolledBack();
        failures.clear();
        int calls = directLine.calls().size();
        int asked = number.get();
        routes.edit(mistake.file, text -> text.replace(mistake.from, mistake.to));
        try {
            await().atMost(Duration.ofSeconds(15)).until(() -> rolledBack() > rolledBack);
        } catch (ConditionTimeoutException e) {
            wrong.add(mistake.name + ": is not rolled back");
        }
        String state = pod.management("/actuator/routeset");
        if (!hash().equals(hash) || !state.contains(mistake.step)) {
            wrong.add(mistake.name + ": " + state.replaceFirst(".*lastRefusal", ""));
        }
        routes.restore();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !pod.management("/actuator/routeset").contains("\"probation\""));
        int most = mistake.name.startsWith("behind") ? 5 : 0;
        if (failures.size() > most) {
            wrong.add(mistake.name + ": " + failures.size() + " failed, " + failures.peek());
        }
        int fresh = (number.get() - asked) / 2 + 1;
        if (directLine.calls().size() - calls > fresh + most) {
            wrong.add(mistake.name + ": " + (directLine.calls().size() - calls) + " calls for " + fresh + " users");
        }
        return wrong;
    }

    private void takeGoodEdit() {
        String hash = hash();
        routes.edit("user-profile.camel.yaml", text -> "# edit " + number.get() + "\n" + text);
        await().atMost(Duration.ofSeconds(40)).until(() -> !hash().equals(hash));
        String edited = hash();
        routes.restore();
        await().atMost(Duration.ofSeconds(40)).until(() -> !hash().equals(edited));
    }

    private static List<Mistake> mistakes() {
        String init = "webchat-init.camel.yaml";
        String token = "webchat-token.camel.yaml";
        String get = "        - to:\n            id: get-token";
        String read = "              - to: {id: read-token-cache";
        String write = "        - process: {id: write-token-cache";
        String wrap = "        - process:\n            id: wrap-in-envelope";
        return List.of(
                before(
                        "throws",
                        init,
                        TAP,
                        "throwException: {id: slip, exceptionType: java.lang.IllegalStateException, message: slip}"),
                before(
                        "throws in its second route",
                        token,
                        read,
                        "throwException: {id: slip, exceptionType: java.io.IOException, message: slip}"),
                before(
                        "forgets the key of the token",
                        init,
                        get,
                        "removeProperty: {id: forget, name: tokenKey}",
                        "call-once-per-user"),
                before("forgets the partner", init, get, "removeProperty: {id: forget, name: partner}", "webchat-"),
                before(
                        "asks a partner for what it has not",
                        init,
                        TAP,
                        "setBody: {id: slip, simple: \"${exchangeProperty.partner.noSuchMember}\"}"),
                before(
                        "asks a method that is not there",
                        init,
                        TAP,
                        "setBody: {id: slip, simple: \"${body.noSuchMember}\"}"),
                before(
                        "throws for some",
                        init,
                        TAP,
                        "choice: {id: some, when: [{id: chosen, simple: \"${exchangeProperty.tokenKey} contains '1'\", steps: [{throwException: {id: slip, exceptionType: java.lang.IllegalStateException, message: slip}}]}]}"),
                before("converts what is none", init, TAP, "convertBodyTo: {id: slip, type: java.time.Instant}"),
                before(
                        "reads JSON that is none",
                        init,
                        TAP,
                        "setBody: {id: text, constant: \"{\"}\n        - unmarshal: {id: slip, json: {}}"),
                before(
                        "sends to a route that is none",
                        init,
                        TAP,
                        "toD: {id: slip, uri: \"direct:${exchangeProperty.tokenKey}\"}"),
                before(
                        "refuses everybody",
                        init,
                        TAP,
                        "bean: {id: slip, ref: refuse, method: \"with(503, 'SLIP', 'slip')\"}"),
                before("validates what never holds", init, TAP, "validate: {id: slip, simple: \"${body} == 1\"}"),
                before("waits", init, TAP, "delay: {id: slip, expression: {constant: 20000}}"),
                before("blocks", init, TAP, "delay: {id: slip, asyncDelayed: false, expression: {constant: 20000}}"),
                before(
                        "turns without an end",
                        init,
                        TAP,
                        "loop: {id: slip, doWhile: true, simple: \"true\", steps: [{setHeader: {id: turn, name: a, constant: a}}]}",
                        "webchat-init"),
                before(
                        "filters by what is not there",
                        init,
                        TAP,
                        "filter: {id: slip, simple: \"${body.noSuchMember} == 1\", steps: [{stop: {id: end}}]}"),
                new Mistake(
                        "behind: a token that cannot be read",
                        token,
                        write,
                        "        - setBody: {id: slip, simple: \"${body.noSuchMember}\"}\n" + write,
                        "slip"),
                new Mistake(
                        "behind: an exception",
                        token,
                        write,
                        "        - throwException: {id: slip, exceptionType: java.lang.IllegalStateException, message: slip}\n"
                                + write,
                        "slip"),
                new Mistake(
                        "behind: an answer that is none",
                        init,
                        wrap,
                        "        - setHeader: {id: slip, name: CamelHttpResponseCode, constant: 999}\n" + wrap,
                        "webchat-init"),
                new Mistake(
                        "a path that is gone",
                        init,
                        "webchat/initForClient\n      par",
                        "webchat/init\n      par",
                        "not served"));
    }

    private static Mistake before(String name, String file, String step, String slip) {
        return before(name, file, step, slip, "slip");
    }

    private static Mistake before(String name, String file, String step, String slip, String reported) {
        String indent = step.substring(0, step.length() - step.stripLeading().length());
        return new Mistake(name, file, step, indent + "- " + slip + "\n" + step, reported);
    }

    private double rolledBack() {
        return pod.metric("xbot_routeset_reloads_total{outcome=\"rolled-back\"}");
    }

    private String hash() {
        return Stream.of(pod.management("/actuator/routeset").split("\""))
                .skip(3)
                .findFirst()
                .orElseThrow();
    }
}
