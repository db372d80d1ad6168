package xbot.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import xbot.Programs;

/** A real redis-server on a free port of 127.0.0.1, which a test can stop, freeze and start again; it keeps no files. */
public final class RedisServer implements AutoCloseable {

    private final int port = freePort();
    private final Path directory;
    private final List<String> command;
    private Process process;

    private RedisServer(String... settings) {
        Programs.require("redis-server");
        try {
            directory = Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command = new ArrayList<>(List.of(
                "redis-server", "--bind", "127.0.0.1", "--port", port + "", "--dir", directory + "", "--save", ""));
        command.addAll(List.of(settings));
    }

    /**
     * A sentinel of the master {@code xbot}, which is taken for lost after a second.
     *
     * @param settings more lines of its configuration
     */
    public static RedisServer sentinel(RedisServer master, String... settings) {
        RedisServer sentinel = new RedisServer();
        try {
            Path config = Files.writeString(
                    sentinel.directory.resolve("sentinel.conf"),
                    """
                    bind 127.0.0.1
                    port %d
                    dir %s
                    sentinel monitor xbot 127.0.0.1 %d 2
                    sentinel down-after-milliseconds xbot 1000
                    sentinel failover-timeout xbot 5000
                    """.formatted(sentinel.port, sentinel.directory, master.port) + String.join("\n", settings));
            sentinel.command.clear();
            sentinel.command.addAll(List.of("redis-server", config.toString(), "--sentinel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sentinel.start();
        return sentinel;
    }

    /** A place for one that is not started yet. */
    public static RedisServer stopped(String... settings) {
        return new RedisServer(settings);
    }

    public static RedisServer started(String... settings) {
        RedisServer server = new RedisServer(settings);
        server.start();
        return server;
    }

    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            while (!listens()) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(directory.resolve("log")));
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was in it is lost. */
    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    /** It keeps its connections and answers nothing. */
    public void freeze() {
        Programs.run("kill", "-STOP", Long.toString(process.pid()));
    }

    public void thaw() {
        Programs.run("kill", "-CONT", Long.toString(process.pid()));
    }

    public static RedisServer withPassword(String password) {
        return started("--requirepass", password);
    }

    /** With TLS only. */
    public static RedisServer withTls(Path certificate, Path key) {
        RedisServer server = new RedisServer("--tls-cert-file", certificate + "", "--tls-key-file", key + "");
        server.command.addAll(List.of("--tls-ca-cert-file", certificate + "", "--tls-auth-clients", "no"));
        server.command.addAll(List.of("--tls-port", server.port + "", "--port", "0"));
        server.start();
        return server;
    }

    /** What redis-cli prints. */
    public String cli(String... arguments) {
        List<String> all = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        all.addAll(List.of(arguments));
        return Programs.run(all.toArray(String[]::new)).output().strip();
    }

    /** Where the command SAVE writes. */
    public Path dump() {
        return directory.resolve("dump.rdb");
    }

    public int port() {
        return port;
    }

    /** As in {@code xbot.cache.redis.address}. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
