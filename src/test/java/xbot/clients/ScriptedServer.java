package xbot.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers one thing after another, the last one for ever. */
final class ScriptedServer implements AutoCloseable {

    /** @param retryAfter null for none */
    record Answer(int status, String retryAfter, String body) {}

    private final HttpServer server;
    private final List<Answer> answers;
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();

    ScriptedServer(Answer... answers) {
        this.answers = List.of(answers);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Answer answer = answers.get(Math.min(arrivals.size(), answers.size() - 1));
        arrivals.add(System.nanoTime());
        if (answer.retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** When each request came, in nanoseconds. */
    List<Long> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
