package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.slf4j.LoggerFactory;
import xbot.Footprint;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Editing the routes of a pod that answers many callers. */
class EditsUnderLoadTest {

    private static final Duration SOON = Duration.ofSeconds(20);

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
                "xbot.routes.poll-interval=100ms");
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @Test
    void failsNoRequestAndLosesNoTokenWhileRoutesAreEditedUnderLoad() throws Exception {
        editUnderLoad(8, 6);
    }

    @Test
    @Tag("soak")
    void growsNothingOverSixtySwitches() throws Exception {
        editUnderLoad(32, 30);
        Footprint before = Footprint.settled();

        editUnderLoad(32, 30);

        Footprint after = Footprint.settled();
        LoggerFactory.getLogger("xbot.soak").info("{} -> {}", before, after);
        assertThat(after.heap()).isLessThan(before.heap() * 110 / 100);
        assertThat(after.metaspace()).isLessThan(before.metaspace() * 105 / 100);
        // pools may still fill up; a leak would be one for each switch
        assertThat(after.threads()).isLessThan(before.threads() + 20);
    }

    private static void editUnderLoad(int callers, int edits) throws Exception {
        int users = 20;
        IntStream.range(0, users).forEach(i -> pod.init("load" + i));
        int calls = directLine.calls().size();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch finished = new CountDownLatch(callers);
        for (int thread = 0; thread < callers; thread++) {
            int first = thread;
            new Thread(() -> {
                        for (int i = first; running.get(); i++) {
                            load("load" + i % users, answered, failures);
                        }
                        finished.countDown();
                    })
                    .start();
        }

        for (int i = 0; i < edits; i++) {
            routes.comment(i);
            awaitServing();
            brokenEdit(RouteSetsTest.brokenEdits()
                    .get(i % RouteSetsTest.brokenEdits().size()));
            routes.restore();
            awaitServing();
        }
        running.set(false);
        finished.await();

        assertThat(failures).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
        assertThat(directLine.calls()).hasSize(calls);
        LoggerFactory.getLogger("xbot.soak").info("{} requests answered during {} edits", answered, edits);
    }

    private static void brokenEdit(Arguments edit) throws IOException {
        Files.deleteIfExists(directory.resolve("..data"));
        double refused = refusals();
        Files.writeString(directory.resolve((String) edit.get()[1]), (String) edit.get()[2]);
        await().atMost(SOON).until(() -> refusals() > refused);
    }

    private static void load(String user, AtomicInteger answered, Queue<String> failures) {
        try {
            var response = pod.init(user);
            answered.incrementAndGet();
            if (response.statusCode() != 200) {
                failures.add(response.statusCode() + " " + response.body());
            }
        } catch (UncheckedIOException e) {
            failures.add(e.toString());
        }
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
