import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The training run: {@code java Train.java JAVA APP CACHE PARTNERS}. Starts the pod of the directory APP on free
 * ports, uses it as its callers and its cluster do, beside a Direct Line of its own, stops it, and so makes the AOT
 * cache: classes that are linked and methods whose profiles are known. The keys open nothing.
 */
public final class Train {

    private static final int REQUESTS = 10_000;
    private static final int MOST_SECONDS = 30;
    private static final int CALLERS = 4;
    private static final String USER =
            "{\"userInfo\":{\"id\":\"train%d\",\"name\":\"Train\",\"email\":\"a@example.com\",\"extData\":{\"a\":1}}}";
    private static final AtomicInteger CONVERSATIONS = new AtomicInteger();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final int traffic = freePort();
    private final int management = freePort();
    private final Path app;
    private final Path log = Files.createTempFile("train", ".log");

    private Train(Path app) throws IOException {
        this.app = app;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            train(arguments);
            // threads of the server and of the client are left
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.err.println("the training run failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void train(String[] arguments) throws Exception {
        HttpServer directLine = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        directLine.createContext("/", Train::token);
        directLine.setExecutor(Executors.newFixedThreadPool(2));
        directLine.start();
        Path cache = Path.of(arguments[2]).toAbsolutePath();
        Path partners = Files.createTempFile("partners", ".yaml");
        Files.writeString(
                partners,
                Files.readString(Path.of(arguments[3]))
                        .replace("127.0.0.1:9", "127.0.0.1:" + directLine.getAddress().getPort()));
        Train train = new Train(Path.of(arguments[1]).toAbsolutePath());
        Process pod = train.start(arguments[0], cache, partners);
        try {
            train.use(pod);
        } finally {
            pod.destroy();
        }
        if (pod.waitFor() != 0 || Files.size(cache) == 0) {
            throw train.ended(pod);
        }
        System.out.println(train.next + " requests");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private IllegalStateException ended(Process pod) throws IOException {
        System.err.println(Files.readString(log));
        return new IllegalStateException("the pod ended with " + pod.exitValue());
    }

    /** With the same options but the cache itself. */
    private Process start(String java, Path cache, Path partners) throws IOException {
        Path options = Files.createTempFile("train", ".args");
        Files.write(
                options,
                Files.readAllLines(app.resolve("java.args")).stream()
                        .filter(line -> !line.contains("AOTCache"))
                        .toList());
        return new ProcessBuilder(
                        java,
                        "-XX:AOTCacheOutput=" + cache,
                        "@" + options,
                        "xbot.XbotRoutes",
                        "--xbot.partners-file=" + partners,
                        "--server.port=" + management,
                        "--xbot.http.port=" + traffic,
                        "--xbot.http.shutdown-grace=0s",
                        "--logging.structured.format.console=xbot.EcsLogFormat")
                .directory(app.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void use(Process pod) throws Exception {
        while (!isReady()) {
            if (!pod.isAlive()) {
                throw ended(pod);
            }
            Thread.sleep(200);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        var callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(callers.submit(() -> {
                while (next.get() < REQUESTS && System.nanoTime() < end) {
                    call(next.getAndIncrement());
                }
                return null;
            }));
        }
        // a reload, while requests come
        Path routes = app.resolve("routes/webchat-init.camel.yaml");
        Files.writeString(routes, Files.readString(routes) + "# trained\n");
        for (Future<?> call : calls) {
            call.get();
        }
        for (String page : List.of("health/liveness", "health/readiness", "prometheus", "routeset")) {
            get(page);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("health/readiness") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int get(String page) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/" + page)));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Of twenty calls twelve find their token in the cache, four ask Direct Line, one of them in vain, four are refused. */
    private void call(int n) throws IOException, InterruptedException {
        switch (n % 20) {
            case 0 -> post("train-gateway", "{\"userInfo\":{}}");
            case 1 -> post("train-gateway", "{");
            case 2 -> post("wrong", "{}");
            case 3 -> post("train-gateway", USER.formatted(n).replace("train", "ill-train"));
            case 4, 5, 6 -> post("train-gateway", USER.formatted(n));
            default -> post("train-gateway", USER.formatted(n % 97));
        }
    }

    private void post(String gatewayKey, String body) throws IOException, InterruptedException {
        status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + traffic + "/partner/xpbot/api/webchat/initForClient"))
                .header("Content-Type", "application/json")
                .header("x-api-key", gatewayKey)
                .header("xp-api-key", "train-partner")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Lives a minute, so that it is refreshed after half of it, where the run is that long. */
    private static void token(HttpExchange call) throws IOException {
        boolean isIll = new String(call.getRequestBody().readAllBytes()).contains("ill-train");
        String conversation = call.getRequestURI().getPath().endsWith("refresh")
                ? call.getRequestHeaders().getFirst("Authorization").replaceFirst("Bearer t*", "")
                : String.valueOf(CONVERSATIONS.incrementAndGet());
        byte[] answer = "{\"conversationId\":\"%1$s\",\"token\":\"%2$s%1$s\",\"expires_in\":60}"
                .formatted(conversation, "t".repeat(900))
                .getBytes();
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(isIll ? 400 : 200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }
}
