package xbot;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Users who are asked for at two pods all the time: known ones at either, and new ones at both at once. */
final class Crowd implements AutoCloseable {

    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\":\"([^\"]+)\"");
    private static final int KNOWN = 100;

    private final List<Pod> pods;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Set<String>> conversations = new ConcurrentHashMap<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<Long> millisOfKnown = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();

    Crowd(Pod... pods) {
        this.pods = List.of(pods);
        for (int turn = 0; turn < 2; turn++) {
            for (int n = 0; n < KNOWN; n++) {
                ask(this.pods.get((n + turn) % 2), "known-" + n);
            }
            awaitAnswers();
        }
        millisOfKnown.clear();
    }

    void begin() {
        timer.scheduleAtFixedRate(this::askSome, 0, 50, TimeUnit.MILLISECONDS);
    }

    private void askSome() {
        int n = number.getAndIncrement();
        ask(pods.get(n % 2), "known-" + n % KNOWN);
        ask(pods.get(n / 3 % 2), "known-" + n * 7 % KNOWN);
        if (n % 4 == 0) {
            ask(pods.get(0), "new-" + n);
            ask(pods.get(1), "new-" + n);
        }
        if (n % 4 == 2 && n > 8) {
            ask(pods.get(n % 2), "new-" + (n - 6));
        }
    }

    private void ask(Pod pod, String user) {
        inFlight.incrementAndGet();
        long began = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(pod.request("a4b", Pod.body(user)), (name, value) -> true)
                .timeout(Duration.ofSeconds(30))
                .build();
        Pod.client().sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            String conversation = failure == null ? conversation(answer.body()) : "";
            if (!conversation.isEmpty()) {
                conversations
                        .computeIfAbsent(user, u -> ConcurrentHashMap.newKeySet())
                        .add(conversation);
            } else {
                failed.add(failure == null ? answer.body() : failure.toString());
            }
            if (user.startsWith("known")) {
                millisOfKnown.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
            inFlight.decrementAndGet();
        });
    }

    /** Which one an answer names, or an empty text. */
    static String conversation(String answer) {
        Matcher found = CONVERSATION.matcher(answer);
        return found.find() ? found.group(1) : "";
    }

    /** Until they have asked so many times more, each 50 ms. */
    void awaitRounds(int rounds) {
        int goal = number.get() + rounds;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> number.get() >= goal);
    }

    /** Ends when all are answered. */
    void end() {
        timer.shutdown();
        awaitAnswers();
    }

    private void awaitAnswers() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> inFlight.get() == 0);
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    /** The users of this kind, known or new, who got more than one conversation. */
    List<String> split(String kind) {
        return conversations.entrySet().stream()
                .filter(user -> user.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .filter(user -> user.startsWith(kind))
                .sorted()
                .toList();
    }

    int users() {
        return conversations.size();
    }

    /** Of the answers to known users, in milliseconds. */
    long p99() {
        List<Long> sorted = millisOfKnown.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
