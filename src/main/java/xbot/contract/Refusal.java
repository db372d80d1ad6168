package xbot.contract;

import java.util.Map;

/**
 * A request that gets no token. The routes map each subclass to a status and a code; the message goes to the caller, so
 * it holds nothing of the request, of a secret, of a class or of an upstream's answer.
 */
public abstract class Refusal extends Exception {

    protected Refusal(String message) {
        this(message, null);
    }

    /** @param cause for the log only */
    protected Refusal(String message, Throwable cause) {
        // no stack trace: a refusal is an answer, and a flood of them must stay cheap
        super(message, cause, false, false);
    }

    /** Response headers that belong to this refusal, such as {@code Retry-After} (whole seconds, RFC 9110 10.2.3). */
    public Map<String, String> headers() {
        return Map.of();
    }
}
