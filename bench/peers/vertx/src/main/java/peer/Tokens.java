package peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The users' tokens; a missing one is generated once, however many requests wait for it. Nothing is ever evicted. */
final class Tokens {

    private static final int MIN_REMAINING = 20 * 60;

    private final Map<String, Future<Token>> cache = new ConcurrentHashMap<>();
    private final HttpClient client;

    Tokens(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(200).setConnectTimeout(1000));
    }

    Future<Token> of(Partner partner, String userId, String name) {
        String key = partner.id() + "/" + userId;
        Future<Token> known = cache.get(key);
        return known != null && !isStale(known)
                ? known
                : cache.compute(key, (k, old) -> old != null && !isStale(old) ? old : generate(partner, userId, name));
    }

    private static boolean isStale(Future<Token> token) {
        return token.failed() || token.succeeded() && token.result().secondsLeft() < MIN_REMAINING;
    }

    private Future<Token> generate(Partner partner, String userId, String name) {
        JsonObject user = new JsonObject().put("id", userId);
        if (name != null) {
            user.put("name", name);
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(partner.directLine() + "/v3/directline/tokens/generate")
                .setTimeout(8000)
                .putHeader("Authorization", "Bearer " + partner.secret())
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request ->
                        request.send(new JsonObject().put("user", user).toBuffer()))
                .compose(response -> response.body().map(body -> read(response, body)));
    }

    private static Token read(HttpClientResponse response, Buffer body) {
        if (response.statusCode() == 200) {
            JsonObject answer = body.toJsonObject();
            String conversationId = answer.getString("conversationId");
            String token = answer.getString("token");
            int lifetime = answer.getInteger("expires_in", 0);
            if (conversationId != null && token != null && lifetime >= 60) {
                return new Token(conversationId, token, System.nanoTime(), lifetime);
            }
        }
        throw new Refusal(502, "UPSTREAM_ERROR", "Direct Line gave no token");
    }
}
