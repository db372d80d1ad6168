package xbot;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.TimeUnit;

/** The jar that was built, as a process of its own on free ports of 127.0.0.1. */
final class PodProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port = freePort();
    private final int managementPort = freePort();
    private final Path log;
    private final ProcessBuilder command;
    private Process process;

    /**
     * With the partners {@code a4b} and {@code shop}.
     *
     * @param options more of its command line
     */
    PodProcess(Path directory, Path routes, URI directLine, String... options) {
        this(directory, routes, partners(directory, directLine), options);
    }

    PodProcess(Path directory, Path routes, Path partners, String... options) {
        try {
            log = Files.createTempFile(directory, "pod", ".log");
            command = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            // a quick start counts, not the last request per second
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            "target/xbot-routes.jar",
                            "--server.port=" + managementPort,
                            "--server.address=127.0.0.1",
                            "--xbot.http.port=" + port,
                            "--xbot.http.host=127.0.0.1",
                            "--xbot.routes.directory=" + routes,
                            // a busy machine is no Direct Line that is down
                            "--xbot.upstream.connect-timeout=5s",
                            "--xbot.upstream.deadline=9s",
                            "--xbot.partners-file=" + partners)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            command.command().addAll(List.of(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path partners(Path directory, URI directLine) {
        try {
            return Files.writeString(directory.resolve("partners.yaml"), Pod.partners(directLine));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pods of which this is said share the same one. */
    PodProcess onOneCore(boolean really) {
        if (really) {
            Programs.require("taskset");
            command.command().addAll(0, List.of("taskset", "-c", "0"));
        }
        return this;
    }

    /** It is starting when this returns. */
    PodProcess start() {
        try {
            process = command.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PodProcess awaitReady() throws InterruptedException {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new AssertionError("the pod did not become ready:\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return management("/actuator/health/readiness").startsWith("200");
    }

    /** Status and body, or what went wrong. */
    String management(String path) {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    void terminate() {
        process.destroy();
    }

    /** The exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the pod did not end:\n" + log());
        }
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + Pod.PATH);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the route files, so that a test can change them. */
    static Path copyRoutes(Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.list(Path.of("routes"))) {
            found.forEach(files::add);
        }
        Files.createDirectories(target);
        for (Path file : files) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        return target;
    }
}
