package xbot.site;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the pod answered to the site's backend, or to Zalo.
 *
 * @param target the path and query that were called
 * @param partner whose keys were sent
 * @param reply what the user then got on Zalo, or null
 */
record PodAnswer(String target, String partner, int status, JsonObject envelope, StepTrace.Steps steps, String reply) {

    PodAnswer withReply(String text) {
        return new PodAnswer(target, partner, status, envelope, steps, text);
    }

    boolean isSuccess() {
        return status == 200;
    }

    /** For the page: the envelope as it came, and how it came about. */
    JsonObject toJson() {
        return new JsonObject()
                .put("target", target)
                .put("partner", partner)
                .put("status", status)
                .put("reason", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("envelope", envelope)
                .put("steps", new JsonArray(steps.entered()))
                .put("source", steps.source())
                .put("reply", reply);
    }
}
