import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Direct Line that only generates tokens, each after a latency that {@code POST /latency?MILLIS} sets. The tokens look
 * like JWTs of the real size and name their user and conversation.
 */
final class Upstream {

    static final int LIFETIME = 86_400;
    private static final String HEAD =
            base64("{\"alg\":\"RS256\",\"kid\":\"bench-key-of-no-one-xxxxx\",\"typ\":\"JWT\"}");
    // an RS256 signature has 342 characters
    private static final String SIGNATURE =
            "Zm9yIGEgYmVuY2htYXJrLCBub3Qgc2lnbmVk".repeat(10).substring(0, 342);
    private static final Pattern USER = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9._@+:-]+)\"");

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long latencyMicros;

    /** Argument: port. */
    public static void main(String[] args) throws IOException {
        // without it answers wait for the caller's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "5000");
        Upstream upstream = new Upstream();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 4096);
        server.createContext("/latency", upstream::setLatency);
        server.createContext("/calls", exchange -> answer(exchange, 200, String.valueOf(upstream.calls.get())));
        server.createContext("/v3/directline/tokens/generate", upstream::generate);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
    }

    private void setLatency(HttpExchange exchange) throws IOException {
        latencyMicros = Long.parseLong(exchange.getRequestURI().getQuery()) * 1000;
        answer(exchange, 200, "{}");
    }

    private void generate(HttpExchange exchange) throws IOException {
        long due = System.nanoTime() + latencyMicros * 1000;
        String secret = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher user = USER.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int call = calls.incrementAndGet();
        boolean known = secret != null && secret.startsWith("Bearer bench-secret-") && user.find();
        String body = known ? token(user.group(1), "c" + call) : "{\"error\":{\"code\":\"BadArgument\"}}";
        timer.schedule(() -> later(exchange, known ? 200 : 403, body), due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static String token(String user, String conversationId) {
        String claims = """
                {"bot":"bench","site":"wKXa5Qm1p2E","conv":"%s","user":"%s","nbf":1767225600,"exp":4102444800,\
                "iss":"https://directline.botframework.com/","aud":"https://directline.botframework.com/"}""".formatted(conversationId, user);
        return """
                {"conversationId":"%s","token":"%s.%s.%s","expires_in":%d}""".formatted(conversationId, HEAD, base64(claims), SIGNATURE, LIFETIME);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void later(HttpExchange exchange, int status, String body) {
        try {
            answer(exchange, status, body);
        } catch (IOException e) {
            throw new UncheckedIOException("the caller is gone", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
