import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Asks a target from its first moment of readiness on: at a rate, whether it is quick or not, or over so many
 * connections as fast as it answers. Has warmed itself before by a server of its own, so that what is slow is the target.
 */
final class Cold {

    private static final List<Integer> SECONDS = List.of(1, 2, 5, 10, 30);

    /** @param due nanoseconds after readiness at which the request was due */
    private record Sample(long due, long micros) {}

    private final int port;
    private final int rate;
    private final int seconds;
    private final int connections;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lost = new AtomicInteger();

    private Cold(int port, int rate, int seconds, int connections) {
        this.port = port;
        this.rate = rate;
        this.seconds = seconds;
        this.connections = connections;
    }

    /**
     * Arguments: a file, requests per second or 0 for a closed loop, seconds, connections. Prints {@code warm} when the target
     * may be started, of which the file is to say its port, and port and path that answer below 500 when it is ready. Then
     * prints for some seconds the number, p50 and p99 in microseconds of the requests that were due in it, of the first five
     * seconds together as {@code 0}, and how many were lost.
     */
    public static void main(String[] args) throws Exception {
        HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        own.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes());
            exchange.close();
        });
        own.setExecutor(Executors.newFixedThreadPool(2));
        own.start();
        new Cold(own.getAddress().getPort(), 0, 3, 4).run(new ArrayList<>());
        own.stop(0);
        System.out.println("warm");
        Path file = Path.of(args[0]);
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
        String[] target = Files.readString(file).strip().split(" ");
        awaitReady(Integer.parseInt(target[1]), target[2]);
        Cold cold = new Cold(
                Integer.parseInt(target[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]));
        cold.run(new ArrayList<>());
        cold.print();
        System.exit(0);
    }

    private static void awaitReady(int port, String path) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n").getBytes();
        while (true) {
            try (Connection connection = new Connection(port)) {
                if (connection.send(request).status() < 500) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void run(List<Future<?>> senders) throws Exception {
        long start = System.nanoTime();
        var pool = Executors.newFixedThreadPool(connections);
        IntStream.range(0, connections).forEach(i -> senders.add(pool.submit(() -> send(start))));
        for (Future<?> sender : senders) {
            sender.get();
        }
        pool.shutdown();
    }

    private void send(long start) {
        long end = start + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            try (Connection connection = new Connection(port)) {
                while (System.nanoTime() < end) {
                    int n = next.getAndIncrement();
                    long due = rate == 0 ? System.nanoTime() : start + n * 1_000_000_000L / rate;
                    if (due >= end) {
                        return;
                    }
                    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                        LockSupport.parkNanos(wait);
                    }
                    // one in twenty is new, the others were seen before, but for the first hundred
                    Request request = Request.of(n % 20 == 0 ? 1_000_000 + n : n % 100, 1);
                    if (connection.send(request.bytes()).status() != 200) {
                        lost.incrementAndGet();
                    }
                    samples.add(new Sample(due - start, (System.nanoTime() - due) / 1000));
                }
            } catch (IOException e) {
                lost.incrementAndGet();
            }
        }
    }

    private void print() {
        print(0, 0, 5);
        SECONDS.stream().filter(second -> second <= seconds).forEach(second -> print(second, second - 1, second));
        System.out.println("lost " + lost);
    }

    private void print(int name, int from, int to) {
        long[] micros = samples.stream()
                .filter(sample -> sample.due >= from * 1_000_000_000L && sample.due < to * 1_000_000_000L)
                .mapToLong(Sample::micros)
                .sorted()
                .toArray();
        if (micros.length > 0) {
            System.out.printf("%d %d %d %d%n", name, micros.length, at(micros, 0.5), at(micros, 0.99));
        }
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
