package xbot.site;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;

/** What the page asks its backend for; the answers say what the pod answered and never hold a key. */
final class SiteApi {

    private static final PartnerKeys KEYS = PartnerKeys.of("a4b");
    private static final PartnerKeys ELSEWHERE = PartnerKeys.of("elsewhere");
    /** Of a4b's Official Account in src/test/demo/partners.yaml. */
    private static final String ZALO_APP = "2553928453557884079";

    private static final String ZALO_SECRET = "test-zalo-secret-a4b";
    private static final String ZALO_TEXT = "Chào A4B";
    private static final int MAX_MINUTES = 120;

    private final PodCalls pod;
    private final DirectLineSimulator directLine;
    private final DemoClock clock;
    private final Sessions sessions = new Sessions();
    private volatile boolean down;

    SiteApi(PodCalls pod, DirectLineSimulator directLine, DemoClock clock) {
        this.pod = pod;
        this.directLine = directLine;
        this.clock = clock;
    }

    void readSession(RoutingContext call) {
        call.json(new JsonObject()
                .put("user", sessions.user(call).orElse(null))
                .put("directLine", directLine.baseUri() + "/v3/directline")
                .put("directLineIsDown", down));
    }

    /** Whoever gets a token for the name is logged in: that a name is well-formed, the pod says. */
    void login(RoutingContext call) {
        var name = body(call).getValue("name");
        if (!(name instanceof String user)) {
            call.fail(400);
            return;
        }
        ask(call, KEYS, user, false, answer -> sessions.open(call, user));
    }

    void logout(RoutingContext call) {
        sessions.close(call);
        call.response().setStatusCode(204).end();
    }

    void askToken(RoutingContext call) {
        var user = sessions.user(call);
        if (user.isEmpty()) {
            call.fail(401);
            return;
        }
        switch (String.valueOf(body(call).getValue("as"))) {
            case "usual" -> ask(call, KEYS, user.get(), false, answer -> {});
            case "new-conversation" -> ask(call, KEYS, user.get(), true, answer -> {});
            case "wrong-key" -> ask(call, KEYS.withPartnerKey("not-a-key"), user.get(), false, answer -> {});
            case "ip-not-allowed" -> ask(call, ELSEWHERE, user.get(), false, answer -> {});
            default -> call.fail(400);
        }
    }

    /** The user writes on Zalo; forged, somebody who does not know the account's secret pretends so. */
    void writeOnZalo(RoutingContext call) {
        var user = sessions.user(call);
        if (user.isEmpty() || !pod.isReady()) {
            call.fail(user.isEmpty() ? 401 : 503);
            return;
        }
        var isForged = Boolean.TRUE.equals(body(call).getValue("forged"));
        var event = directLine.zalo().written(user.get(), ZALO_TEXT, ZALO_APP, isForged ? "guessed" : ZALO_SECRET);
        var reply = directLine.zalo().nextAnswer(user.get());
        pod.zaloPush(KEYS, event)
                .compose(answer -> answer.isSuccess()
                        ? Future.fromCompletionStage(reply).map(answer::withReply)
                        : Future.succeededFuture(answer))
                .onSuccess(answer -> call.json(answer.toJson()))
                .onFailure(failure -> call.fail(502, failure));
    }

    void setDirectLine(RoutingContext call) {
        down = Boolean.TRUE.equals(body(call).getValue("down"));
        directLine.fault(down ? Fault.DOWN : Fault.NONE);
        call.response().setStatusCode(204).end();
    }

    void putClockForward(RoutingContext call) {
        if (body(call).getValue("minutes") instanceof Integer minutes && minutes > 0 && minutes <= MAX_MINUTES) {
            clock.putForward(Duration.ofMinutes(minutes));
            call.response().setStatusCode(204).end();
        } else {
            call.fail(400);
        }
    }

    private void ask(
            RoutingContext call,
            PartnerKeys keys,
            String user,
            boolean newConversation,
            Consumer<PodAnswer> whenItIsAToken) {
        if (!pod.isReady()) {
            call.fail(503);
            return;
        }
        pod.initForClient(keys, user, newConversation)
                .onSuccess(answer -> {
                    if (answer.isSuccess()) {
                        whenItIsAToken.accept(answer);
                    }
                    call.json(answer.toJson());
                })
                .onFailure(failure -> call.fail(502, failure));
    }

    private static JsonObject body(RoutingContext call) {
        try {
            return Optional.ofNullable(call.body().asJsonObject()).orElseGet(JsonObject::new);
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }
}
