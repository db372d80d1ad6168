package xbot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Callers of partner a4b, each with a connection, a request at a time and a pause between two, until they are told to
 * stop. The pause leaves this machine's processors to the pods.
 */
final class Load {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers;
    private volatile boolean stopped;

    /** @param usersOfACaller how many requests of a caller are for another user each; then it begins again */
    Load(URI uri, int callers, int usersOfACaller) {
        this.callers = IntStream.range(0, callers)
                .mapToObj(n -> new Thread(() -> call(uri, usersOfACaller), "caller-" + n))
                .toList();
        this.callers.forEach(Thread::start);
    }

    private void call(URI uri, int usersOfACaller) {
        int first = users.getAndAdd(usersOfACaller);
        for (int n = 0; !stopped; n++) {
            ask(uri, "user" + (first + n % usersOfACaller)).ifPresent(lost::add);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What is wrong with the answer; empty for a token. */
    Optional<String> ask(URI uri, String user) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(ANSWER_LIMIT)
                            .header("Content-Type", "application/json")
                            .header("x-api-key", "test-gateway-key-a4b")
                            .header("xp-api-key", "test-partner-key-a4b")
                            .POST(HttpRequest.BodyPublishers.ofString(Pod.body(user)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            answered.incrementAndGet();
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of(answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int answered() {
        return answered.get();
    }

    /** Waits until so many requests more are answered. */
    Load awaitMore(int requests) throws InterruptedException {
        int goal = answered() + requests;
        while (answered() < goal) {
            if (callers.stream().noneMatch(Thread::isAlive)) {
                throw new AssertionError("all callers ended: " + lost);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return this;
    }

    /** Ends when each caller has its last answer; the requests that got no token. */
    List<String> stop() throws InterruptedException {
        stopped = true;
        for (Thread caller : callers) {
            caller.join();
        }
        return List.copyOf(lost);
    }
}
