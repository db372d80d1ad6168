package xbot.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Direct Line on a plain socket: does with each request exactly what a test says, byte for byte. */
final class FaultServer implements AutoCloseable {

    /** What happens on a connection; an exception means that the other end has hung up. */
    interface Connection {

        /** Reads one request; an empty text means that none came. */
        String request() throws IOException;

        void send(byte[] bytes) throws IOException;

        default void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Ends with an RST instead of a FIN. */
        void reset() throws IOException;

        void end() throws IOException;

        /** Waits for the other end to hang up. */
        void awaitEnd() throws IOException;
    }

    /** How the server is ill. */
    interface Behaviour {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> hungUp = new CompletableFuture<>();
    private final ServerSocket socket;
    private volatile Behaviour behaviour;

    private FaultServer(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    static FaultServer start(Behaviour behaviour) {
        try {
            FaultServer server =
                    new FaultServer(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()), behaviour);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each request with these bytes and keeps the connection open. */
    static Behaviour answering(String answer) {
        return connection -> {
            while (!connection.request().isEmpty()) {
                connection.send(answer);
            }
        };
    }

    /** Answers each request with these bytes and hangs up. */
    static Behaviour answeringOnce(String answer) {
        return connection -> {
            connection.request();
            connection.send(answer);
        };
    }

    /** Sends these bytes and hangs up. */
    static Behaviour once(String answer) {
        return connection -> {
            connection.send(answer);
            connection.end();
        };
    }

    /** From the next connection on. */
    void become(Behaviour other) {
        behaviour = other;
    }

    /** Ends all connections. */
    void hangUp() {
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Whole requests that came so far. */
    List<String> requests() {
        return requests;
    }

    /** {@link System#nanoTime()} of when the other end hung up first. */
    CompletableFuture<Long> hungUp() {
        return hungUp;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(new SocketConnection(socket));
        } catch (IOException e) {
            hungUp.complete(System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private final class SocketConnection implements Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        SocketConnection(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        @Override
        public String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            Matcher length = LENGTH.matcher(text);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            String request = text + new String(body, StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        @Override
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void end() throws IOException {
            socket.close();
        }

        @Override
        public void awaitEnd() throws IOException {
            if (in.read() < 0) {
                throw new IOException("the other end hung up");
            }
        }
    }
}
