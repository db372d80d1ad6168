package xbot.simulator;

import io.vertx.ext.web.RoutingContext;

/** How many activities a client has seen; none, "" and "-" are 0. */
final class Watermark {

    private Watermark() {}

    static long of(RoutingContext call) {
        var text = call.queryParam("watermark").stream().findFirst().orElse("");
        if (text.isEmpty() || text.equals("-")) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw DirectLineError.malformed("Invalid watermark");
        }
    }
}
