package peer;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** One event loop of the server. */
public final class Server extends AbstractVerticle {

    private static final String PATH = "/partner/xpbot/api/webchat/initForClient";
    private static final int MAX_BODY = 64 * 1024;

    private final int port;
    private final Partners partners;
    private final Tokens tokens;

    private Server(int port, Partners partners, Tokens tokens) {
        this.port = port;
        this.partners = partners;
        this.tokens = tokens;
    }

    /** Arguments: port, partners file. As many event loops as cores. */
    public static void main(String[] args) {
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
        int port = Integer.parseInt(args[0]);
        Partners partners =
                new Partners(vertx.fileSystem().readFileBlocking(args[1]).toJsonObject());
        Tokens tokens = new Tokens(vertx);
        vertx.deployVerticle(() -> new Server(port, partners, tokens), new DeploymentOptions().setInstances(cores))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        try {
            Partner partner = callerOf(request);
            request.body()
                    .compose(body -> answer(request, partner, body))
                    .onFailure(failure -> refuse(request, failure));
        } catch (Refusal refusal) {
            refuse(request, refusal);
        }
    }

    /** The path, keys, client IP, media type and size, before the body is read. */
    private Partner callerOf(HttpServerRequest request) {
        if (!PATH.equals(request.path())) {
            throw new Refusal(404, "NOT_FOUND", "there is nothing here");
        }
        if (request.method() != HttpMethod.POST) {
            throw new Refusal(405, "METHOD_NOT_ALLOWED", "use POST");
        }
        Partner partner = partners.find(request.getHeader("x-api-key"), request.getHeader("xp-api-key"));
        if (partner == null) {
            throw new Refusal(401, "INVALID_KEY", "a key is missing or not valid");
        }
        if (!partner.allows(peerOf(request))) {
            throw new Refusal(403, "IP_NOT_ALLOWED", "the client IP is not allowed");
        }
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "send application/json");
        }
        String length = request.getHeader("Content-Length");
        if (length == null || length.length() > 6 || Integer.parseInt(length) > MAX_BODY) {
            throw new Refusal(413, "PAYLOAD_TOO_LARGE", "the body is too large or of unknown length");
        }
        return partner;
    }

    private static InetAddress peerOf(HttpServerRequest request) {
        try {
            // a literal address: nothing is looked up
            return InetAddress.getByName(request.remoteAddress().hostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<Void> answer(HttpServerRequest request, Partner partner, Buffer body) {
        InitRequest init = InitRequest.read(body);
        String userId = partner.userIdPrefix() + "." + init.id();
        return tokens.of(partner, userId, init.name()).compose(token -> {
            JsonObject data = new JsonObject()
                    .put("conversationId", token.conversationId())
                    .put("userId", userId)
                    .put("token", token.value())
                    .put("expiresIn", token.secondsLeft());
            String requestId = requestIdOf(request);
            return send(
                    request, 200, requestId, new JsonObject().put("status", 0).put("data", data));
        });
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        Refusal refusal = failure instanceof Refusal known
                ? known
                : new Refusal(503, "UPSTREAM_UNAVAILABLE", "Direct Line cannot be reached");
        String requestId = requestIdOf(request);
        JsonObject envelope = new JsonObject()
                .put("status", 1)
                .put("code", refusal.code)
                .put("message", refusal.getMessage())
                .put("requestId", requestId);
        if (refusal.pointer != null) {
            JsonObject error = new JsonObject().put("pointer", refusal.pointer).put("message", refusal.getMessage());
            envelope.put("errors", new JsonArray().add(error));
        }
        if (refusal.status == 401) {
            request.response().putHeader("WWW-Authenticate", "ApiKey");
        }
        send(request, refusal.status, requestId, envelope);
    }

    private static Future<Void> send(HttpServerRequest request, int status, String requestId, JsonObject envelope) {
        HttpServerResponse response = request.response().setStatusCode(status);
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Request-Id", requestId);
        return response.end(envelope.toBuffer());
    }

    private static String requestIdOf(HttpServerRequest request) {
        String given = request.getHeader("X-Request-Id");
        return given != null && given.length() <= 64 && given.matches("[A-Za-z0-9._-]+")
                ? given
                : UUID.randomUUID().toString();
    }
}
