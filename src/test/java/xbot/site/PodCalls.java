package xbot.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls the pod as a partner's backend does. */
final class PodCalls {

    private static final String PATH = "/partner/xpbot/api/webchat/initForClient";
    private static final long TIMEOUT_MS = TimeUnit.SECONDS.toMillis(20);

    private final HttpClient http;
    private final StepTrace trace;
    private final CompletableFuture<URI> pod = new CompletableFuture<>();

    PodCalls(Vertx vertx, StepTrace trace) {
        this.http = vertx.createHttpClient();
        this.trace = trace;
    }

    void podIsAt(URI uri) {
        pod.complete(uri);
    }

    boolean isReady() {
        return pod.isDone();
    }

    /** A token for this user; a refusal is an answer too. */
    Future<PodAnswer> initForClient(PartnerKeys keys, String user, boolean newConversation) {
        var target = newConversation ? PATH + "?newConversation=true" : PATH;
        var requestId = UUID.randomUUID().toString();
        var steps = trace.open(requestId);
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(pod.join().resolve(target).toString())
                        .setTimeout(TIMEOUT_MS))
                .compose(request -> send(request, keys, requestId, user))
                .compose(response -> response.body()
                        .map(body -> new PodAnswer(
                                target, keys.partner(), response.statusCode(), new JsonObject(body), steps)))
                .onComplete(done -> trace.close(requestId));
    }

    private static Future<HttpClientResponse> send(
            HttpClientRequest request, PartnerKeys keys, String requestId, String user) {
        var body = new JsonObject().put("userInfo", new JsonObject().put("id", user));
        return request.putHeader("Content-Type", "application/json")
                .putHeader("x-api-key", keys.gatewayKey())
                .putHeader("xp-api-key", keys.partnerKey())
                .putHeader("X-Request-Id", requestId)
                .send(Buffer.buffer(body.encode()));
    }
}
