package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.webhook.Intake;
import xbot.webhook.Zalo;

/** A burst of events, an intake that fails each third call, and a pod that is killed meanwhile. */
class EventsOnceIT {

    private static final int EVENTS = 1_000;
    private static final int SENDERS = 50;
    private static final URI NO_DIRECT_LINE = URI.create("http://127.0.0.1:9");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /** The events whose sender got no answer, once for each time. */
    private final ConcurrentLinkedQueue<String> unanswered = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();

    @TempDir
    Path directory;

    @Test
    void eachArrivesAndTwiceOnlyWhereAnAnswerWasLost() throws Exception {
        Path partners = Files.writeString(
                directory.resolve("partners.yaml"),
                "partners:\n" + Pod.partner("a4b", NO_DIRECT_LINE) + Zalo.settings("a4b"));
        long now = Instant.now().toEpochMilli();
        List<String> events = IntStream.range(0, EVENTS)
                .mapToObj(i -> Zalo.event("m" + i, now))
                .toList();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (Intake intake = new Intake(call -> call % 3 == 0 ? 503 : 200);
                PodProcess pod = new PodProcess(
                                directory, Path.of("routes"), partners, "--xbot.intake.zalo-uri=" + intake.uri())
                        .start()
                        .awaitReady()) {
            URI uri = URI.create("http://127.0.0.1:" + pod.port() + Zalo.path("a4b"));
            List<Future<?>> sent = events.stream()
                    .<Future<?>>map(event -> senders.submit(() -> send(uri, event)))
                    .toList();
            while (acknowledged.get() < EVENTS / 3) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            pod.kill();
            pod.awaitEnd();
            pod.start().awaitReady();
            for (Future<?> one : sent) {
                one.get(120, TimeUnit.SECONDS);
            }

            List<String> taken = List.copyOf(intake.taken);
            List<String> twice = taken.stream()
                    .filter(event -> Collections.frequency(taken, event) > 1)
                    .distinct()
                    .toList();
            assertThat(taken).containsAll(events);
            assertThat(intake.refused).hasSizeGreaterThan(EVENTS / 4);
            assertThat(unanswered).as("the pod was killed meanwhile").isNotEmpty();
            assertThat(twice)
                    .as("each came twice because an answer was lost")
                    .allMatch(event -> unanswered.contains(event)
                            || Collections.frequency(refused, event) > Collections.frequency(intake.refused, event));
        } finally {
            senders.shutdownNow();
        }
    }

    /** As Zalo does: again, until it is answered 200. */
    private Void send(URI uri, String event) throws InterruptedException {
        String timestamp = event.replaceFirst("(?s).*\"timestamp\": \"(\\d+)\".*", "$1");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("X-ZEvent-Signature", Zalo.signature(Zalo.APP_ID, event, timestamp, "zalo-secret-a4b"))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    acknowledged.incrementAndGet();
                    return null;
                }
                if (answer.body().contains("INTAKE_UNAVAILABLE")) {
                    refused.add(event);
                }
            } catch (IOException e) {
                unanswered.add(event);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
