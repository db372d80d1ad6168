import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends requests at a fixed rate, each for a user of its own, and compares each answer with its request. A latency
 * counts from the moment when the request was due, so that an answer that is late is not excused by those behind it. The
 * first third does not count: this JVM is cold then, and what is late is late by its fault.
 */
final class OpenLoop {

    private final boolean direct;
    private final int port;
    private final int rate;
    private final int firstUser;
    private final int count;
    private final int uncounted;
    private final long[] micros;
    private final AtomicInteger next = new AtomicInteger();
    private final long start = System.nanoTime() + 100_000_000;

    private OpenLoop(boolean direct, int port, int rate, int firstUser, int count) {
        this.direct = direct;
        this.port = port;
        this.rate = rate;
        this.firstUser = firstUser;
        this.count = count;
        this.uncounted = count / 3;
        this.micros = new long[count - uncounted];
    }

    /**
     * Arguments: target, port, requests per second, seconds, first user, connections. The target "upstream" is asked as
     * the pod would ask it. Prints the number of those that count and p50, p99 and p99.9 in microseconds.
     */
    public static void main(String[] args) throws InterruptedException {
        int rate = Integer.parseInt(args[2]);
        int count = rate * Integer.parseInt(args[3]);
        int threads = Integer.parseInt(args[5]);
        OpenLoop loop = new OpenLoop(
                args[0].equals("upstream"), Integer.parseInt(args[1]), rate, Integer.parseInt(args[4]), count);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        var senders = IntStream.range(0, threads)
                .mapToObj(i -> pool.submit(() -> {
                    loop.send();
                    return null;
                }))
                .toList();
        pool.shutdown();
        try {
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            System.err.println("wrong answer: " + e.getCause().getMessage());
            System.exit(1);
        }
        Arrays.sort(loop.micros);
        System.out.printf(
                "%d %d %d %d%n",
                loop.micros.length, loop.percentile(0.5), loop.percentile(0.99), loop.percentile(0.999));
    }

    private long percentile(double share) {
        return micros[(int) Math.ceil(share * micros.length) - 1];
    }

    private void send() throws IOException {
        try (Connection connection = new Connection(port)) {
            for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                Request request = Request.of(firstUser + n, 1);
                byte[] bytes = direct ? generate(request) : request.bytes();
                long due = start + n * 1_000_000_000L / rate;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                Answer answer = connection.send(bytes);
                if (n >= uncounted) {
                    micros[n - uncounted] = (System.nanoTime() - due) / 1000;
                }
                String fault = direct ? answer.status() == 200 ? null : answer.body() : answer.faultFor(request);
                if (fault != null) {
                    throw new IOException("user " + request.userId() + ": " + fault);
                }
            }
        }
    }

    private static byte[] generate(Request request) {
        String body = "{\"user\":{\"id\":\"" + request.userId() + "\",\"name\":\"Nguyen Van A\"}}";
        return ("POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer bench-secret-p00000"
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
