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
import java.util.function.Function;
import xbot.simulator.ZaloSimulator;

/** Calls the pod as a partner's backend does, and as Zalo does. */
final class PodCalls {

    private static final String PATH = "/partner/xpbot/api/webchat/initForClient";
    private static final String ZALO = "/webhook/xpbot/api/zalo/push";
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
        var body = new JsonObject().put("userInfo", new JsonObject().put("id", user));
        return post(
                target,
                "",
                keys.partner(),
                request -> request.putHeader("x-api-key", keys.gatewayKey())
                        .putHeader("xp-api-key", keys.partnerKey())
                        .send(body.toBuffer()));
    }

    /** An event of the partner's Official Account. */
    Future<PodAnswer> zaloPush(PartnerKeys keys, ZaloSimulator.Event event) {
        var query = "?param.header.xp-api-key=" + keys.partnerKey();
        return post(
                ZALO,
                query,
                keys.partner(),
                request -> request.putHeader("X-ZEvent-Signature", event.signature())
                        .send(Buffer.buffer(event.body())));
    }

    /** @param secretQuery what the page does not get to see */
    private Future<PodAnswer> post(
            String target,
            String secretQuery,
            String partner,
            Function<HttpClientRequest, Future<HttpClientResponse>> send) {
        var requestId = UUID.randomUUID().toString();
        var steps = trace.open(requestId);
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(pod.join().resolve(target + secretQuery).toString())
                        .setTimeout(TIMEOUT_MS)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("X-Request-Id", requestId))
                .compose(send)
                .compose(response -> response.body()
                        .map(body -> new PodAnswer(
                                target, partner, response.statusCode(), new JsonObject(body), steps, null)))
                .onComplete(done -> trace.close(requestId));
    }
}
