package xbot.simulator;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Azure Bot Service: brings what users write to their bots, with a token of its own, and takes what the bots answer.
 * Unlike Azure's it asks no bot for a token.
 */
final class BotService {

    static final String METADATA = "/v1/.well-known/openidconfiguration";

    private static final String KEYS = "/v1/.well-known/keys";
    private static final String REPLIES = "/v3/conversations/:id/activities";
    private static final String ISSUER = "https://api.botframework.com";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final long PATIENCE_MS = 15_000;

    private final HttpClient http;
    private final TokenMint mint;
    private final Conversations conversations;
    private final Clock clock;
    private final Supplier<URI> self;
    private final Map<String, URI> bots = new ConcurrentHashMap<>();

    /** @param self the address of this server, once it listens */
    BotService(Vertx vertx, TokenMint mint, Conversations conversations, Clock clock, Supplier<URI> self) {
        this.http = vertx.createHttpClient();
        this.mint = mint;
        this.conversations = conversations;
        this.clock = clock;
        this.self = self;
    }

    void serve(Router router) {
        router.get(METADATA)
                .handler(call -> call.json(new JsonObject()
                        .put("issuer", ISSUER)
                        .put("jwks_uri", self.get().resolve(KEYS).toString())
                        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))));
        router.get(KEYS).handler(call -> call.json(new JsonObject().put("keys", new JsonArray().add(endorsedKey()))));
        router.post(REPLIES).handler(BodyHandler.create(false)).handler(this::take);
        router.post(REPLIES + "/:to").handler(BodyHandler.create(false)).handler(this::take);
    }

    void botIsAt(String site, URI endpoint) {
        bots.put(site, endpoint);
    }

    /** Ends when the bot has taken the activity; a bot that is nowhere hears nothing. */
    Future<Void> bring(String site, JsonObject activity) {
        var bot = bots.get(site);
        if (bot == null) {
            return Future.succeededFuture();
        }
        var serviceUrl = self.get().resolve("/").toString();
        var body = activity.copy()
                .put("serviceUrl", serviceUrl)
                .put("recipient", new JsonObject().put("id", site).put("name", site));
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(bot.toString())
                        .setTimeout(PATIENCE_MS)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + token(site, serviceUrl)))
                .compose(request -> request.send(body.toBuffer()))
                .map(answer -> answer.statusCode() / 100)
                .recover(failure -> Future.succeededFuture(0))
                .compose(hundreds ->
                        hundreds == 2 ? Future.succeededFuture() : Future.failedFuture(DirectLineError.botFailed()));
    }

    private String token(String audience, String serviceUrl) {
        var now = clock.instant();
        return mint.sign(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(TOKEN_LIFETIME)))
                .claim("serviceurl", serviceUrl)
                .build());
    }

    private JsonObject endorsedKey() {
        return new JsonObject(mint.publicKey().toJSONObject())
                .put("endorsements", new JsonArray().add("directline").add("webchat"));
    }

    private void take(RoutingContext call) {
        var conversation = conversations.find(call.pathParam("id")).orElseThrow(DirectLineError::unknownConversation);
        var bot = new JsonObject()
                .put("id", conversation.site())
                .put("name", conversation.site())
                .put("role", "bot");
        var reply = ActivityCalls.json(call).put("from", bot);
        if (call.pathParam("to") != null) {
            reply.put("replyToId", call.pathParam("to"));
        }
        var added = conversation.add(reply, clock.instant());
        call.response().setStatusCode(201);
        call.json(new JsonObject().put("id", added.getString("id")));
    }
}
