import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Asks for the tokens of users and compares every answer with its request. This is also what fills a cache. */
final class Verify {

    private Verify() {}

    /**
     * Arguments: port, first user, end of users, partners, connections, seconds. With 0 seconds each user is asked for
     * once, else again and again for that long.
     */
    public static void main(String[] args) throws InterruptedException {
        int[] n = java.util.Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        AtomicInteger next = new AtomicInteger(n[1]);
        long end = System.nanoTime() + n[5] * 1_000_000_000L;
        ExecutorService threads = Executors.newFixedThreadPool(n[4]);
        var results = IntStream.range(0, n[4])
                .mapToObj(i -> threads.submit(() -> ask(n[0], n[1], n[2], n[3], n[5] > 0 ? end : 0, next)))
                .toList();
        threads.shutdown();
        int verified = 0;
        try {
            for (Future<Integer> result : results) {
                verified += result.get();
            }
        } catch (ExecutionException e) {
            System.err.println("wrong answer: " + e.getCause().getMessage());
            System.exit(1);
        }
        System.out.println(verified);
    }

    private static int ask(int port, int first, int end, int partners, long endNanos, AtomicInteger next)
            throws IOException {
        int verified = 0;
        try (Connection connection = new Connection(port)) {
            while (true) {
                int user = next.getAndIncrement();
                if (endNanos == 0 ? user >= end : System.nanoTime() > endNanos) {
                    return verified;
                }
                Request request = Request.of(first + (user - first) % (end - first), partners);
                String fault = connection.send(request.bytes()).faultFor(request);
                if (fault != null) {
                    throw new IOException("user " + request.userId() + ": " + fault);
                }
                verified++;
            }
        }
    }
}
