package xbot.token.directline;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls Direct Line, and whatever is reached by the same way out, over connections that outlive a route set: no redirect
 * is followed, the answer's size is bounded, and the connection ends when the deadline passes, so that an answer that
 * dribbles ends with it.
 */
public final class DirectLineClient implements AutoCloseable {

    /** @param body null where it is empty */
    public record Answer(int status, MultiMap headers, byte[] body) {}

    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient pooled;
    private final HttpClient single;
    private final ForwardProxy proxy;
    private final long maxAgeNanos;
    private final Map<HttpConnection, UpstreamConnection> connections = new ConcurrentHashMap<>();

    DirectLineClient(Vertx vertx, UpstreamProperties properties) {
        this(vertx, properties, new HttpClientOptions());
    }

    DirectLineClient(Vertx vertx, UpstreamProperties properties, HttpClientOptions base) {
        this.vertx = vertx;
        this.proxy = new ForwardProxy(properties);
        this.maxAgeNanos = properties.maxConnectionAge().toNanos();
        HttpClientOptions options = new HttpClientOptions(base)
                .setConnectTimeout((int) properties.connectTimeout().toMillis())
                .setMaxPoolSize(properties.maxConnections())
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(16 * 1024);
        pooled = vertx.createHttpClient(options);
        single = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false));
    }

    /**
     * @param deadlineNanos by {@link System#nanoTime()}
     * @param fresh over a connection that no call has used
     * @param onConnection told which connection it goes over
     */
    Future<Answer> post(
            String uri,
            MultiMap headers,
            byte[] body,
            long deadlineNanos,
            boolean fresh,
            Consumer<UpstreamConnection> onConnection) {
        return call(
                fresh ? single : pooled,
                to(HttpMethod.POST, uri, deadlineNanos).setHeaders(headers),
                Buffer.buffer(body == null ? new byte[0] : body),
                TokenReader.MAX_SIZE,
                deadlineNanos,
                onConnection);
    }

    /**
     * Gets a document.
     *
     * @param deadlineNanos by {@link System#nanoTime()}
     */
    public Future<Answer> get(String uri, int maxBytes, long deadlineNanos) {
        RequestOptions to = to(HttpMethod.GET, uri, deadlineNanos);
        return call(pooled, to, Buffer.buffer(), maxBytes, deadlineNanos, connection -> {});
    }

    private RequestOptions to(HttpMethod method, String uri, long deadlineNanos) {
        RequestOptions to = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri)
                .setConnectTimeout(Math.max(1, millisTo(deadlineNanos)));
        return to.setProxyOptions(proxy.forCallTo(to));
    }

    private Future<Answer> call(
            HttpClient client,
            RequestOptions to,
            Buffer body,
            int maxBytes,
            long deadlineNanos,
            Consumer<UpstreamConnection> onConnection) {
        return client.request(to).compose(call -> {
            UpstreamConnection connection = known(call.connection());
            if (!connection.begin()) {
                return call(client, to, body, maxBytes, deadlineNanos, onConnection);
            }
            onConnection.accept(connection);
            return send(call, body, maxBytes, deadlineNanos).onComplete(done -> connection.end());
        });
    }

    private UpstreamConnection known(HttpConnection connection) {
        return connections.computeIfAbsent(connection, opened -> {
            opened.closeHandler(closed -> connections.remove(opened));
            return new UpstreamConnection(vertx, opened, maxAgeNanos);
        });
    }

    private Future<Answer> send(HttpClientRequest call, Buffer body, int maxBytes, long deadlineNanos) {
        Promise<Answer> answer = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, millisTo(deadlineNanos)), due -> {
            answer.tryFail(UpstreamFailure.of(Outcome.TIMEOUT));
            call.reset();
        });
        call.exceptionHandler(answer::tryFail);
        call.response().onFailure(answer::tryFail).onSuccess(response -> read(call, response, maxBytes, answer));
        call.end(body);
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static void read(
            HttpClientRequest call, HttpClientResponse response, int maxBytes, Promise<Answer> answer) {
        Buffer received = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(part -> {
            received.appendBuffer(part);
            if (received.length() > maxBytes) {
                answer.tryFail(UpstreamFailure.invalid("the body is over " + maxBytes / 1024 + " KiB"));
                call.reset();
            }
        });
        response.endHandler(end -> answer.tryComplete(new Answer(
                response.statusCode(), response.headers(), received.length() == 0 ? null : received.getBytes())));
    }

    private static long millisTo(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    @Override
    public void close() {
        pooled.close();
        single.close();
    }
}
