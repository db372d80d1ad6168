package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Events that wait for an intake wait without a thread, so that no other request waits with them. */
class HangingIntakeTest {

    private static final int EVENTS = 120;

    /** As many calls wait at the intake at once at least, of the hundred that may. */
    private static final int HELD = 80;

    private final CountDownLatch held = new CountDownLatch(HELD);
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    @Test
    void holdsNoThreadAndLosesNoEvent() throws Exception {
        try (Intake intake = new Intake(call -> {
                    held.countDown();
                    return status.join();
                });
                DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        "xbot.webhook.authenticity=off",
                        "xbot.intake.azbot-uri=" + intake.uri())) {
            pod.init("an");
            long before = routeThreads();
            List<CompletableFuture<HttpResponse<String>>> events = new ArrayList<>();
            List<String> activities = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                String activity = "{\"type\":\"message\",\"id\":\"" + i
                        + "\",\"channelId\":\"webchat\",\"serviceUrl\":\"s\",\"conversation\":{\"id\":\"c\"}}";
                activities.add(activity);
                events.add(Pod.client().sendAsync(request(pod, activity), HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 20; i++) {
                assertThat(pod.init("an").statusCode()).isEqualTo(200);
            }

            assertThat(routeThreads() - before).as("threads that wait").isLessThan(HELD / 4);
            assertThat(directLine.generated()).isEqualTo(1);
            status.complete(200);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.join().statusCode()).isEqualTo(200));
            assertThat(intake.taken).containsAll(activities);
        }
    }

    private static HttpRequest request(Pod pod, String activity) {
        return HttpRequest.newBuilder(
                        pod.uri("/webhook/xpbot/api/azbot/push?param.header.xp-api-key=test-partner-key-a4b"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(activity))
                .build();
    }

    private static long routeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("route-"))
                .count();
    }
}
