package xbot.simulator;

import io.vertx.core.json.JsonObject;

/** A refusal of Direct Line's; without a code its body is empty. */
final class DirectLineError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    DirectLineError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static DirectLineError unauthorized() {
        return new DirectLineError(401, "", "");
    }

    static DirectLineError invalidTokenOrSecret() {
        return new DirectLineError(403, "BadArgument", "Invalid token or secret");
    }

    static DirectLineError tokenExpired() {
        return new DirectLineError(403, "TokenExpired", "Token has expired");
    }

    static DirectLineError botFailed() {
        return new DirectLineError(502, "BotError", "Failed to send activity: bot returned an error");
    }

    static DirectLineError malformed(String message) {
        return new DirectLineError(400, "MalformedData", message);
    }

    static DirectLineError missing(String property) {
        return new DirectLineError(400, "MissingProperty", "Missing %s".formatted(property));
    }

    static DirectLineError tooLong(String property, int most) {
        return new DirectLineError(400, "BadArgument", "%s must be %d characters or fewer".formatted(property, most));
    }

    static DirectLineError unknownConversation() {
        return new DirectLineError(404, "BadArgument", "Unknown conversation");
    }

    int status() {
        return status;
    }

    String body() {
        return code.isEmpty() ? "" : body(code, getMessage());
    }

    static String body(String code, String message) {
        return new JsonObject()
                .put("error", new JsonObject().put("code", code).put("message", message))
                .encode();
    }
}
