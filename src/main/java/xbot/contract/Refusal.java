package xbot.contract;

import java.util.List;
import java.util.Map;

/**
 * A request that gets no token, and why. The message goes to the caller, so it holds nothing of the request, of a
 * secret, of a class or of an upstream's answer.
 */
public abstract class Refusal extends Exception {

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * @param headers response headers that belong to this refusal, such as {@code Retry-After} (RFC 9110 10.2.3)
     * @param cause for the log only
     */
    protected Refusal(Code code, String message, Map<String, String> headers, Throwable cause) {
        this(code.status(), code.name(), message, headers, cause);
    }

    private Refusal(int status, String code, String message, Map<String, String> headers, Throwable cause) {
        // no stack trace: a refusal is an answer, and a flood of them must stay cheap
        super(message, cause, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** With the message of the code. */
    public static Refusal of(Code code) {
        return of(code, code.message());
    }

    public static Refusal of(Code code, String message) {
        return new Refusal(code, message, Map.of(), null) {};
    }

    public static Refusal of(Code code, Map<String, String> headers) {
        return of(code, code.message(), headers);
    }

    public static Refusal of(Code code, String message, Map<String, String> headers) {
        return new Refusal(code, message, headers, null) {};
    }

    /** With a status and a code that are no other route's, see {@link Code} for those of this project. */
    public static Refusal of(int status, String code, String message) {
        return of(status, code, message, Map.of());
    }

    public static Refusal of(int status, String code, String message, Map<String, String> headers) {
        return new Refusal(status, code, message, headers, null) {};
    }

    /** Of the answer (RFC 9110 15). */
    public final int status() {
        return status;
    }

    public final String code() {
        return code;
    }

    public final Map<String, String> headers() {
        return headers;
    }

    /** What is wrong with the body, where that is the reason. */
    public List<InvalidRequest.Finding> findings() {
        return List.of();
    }

    /** The code says more than the class. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is the caller's
    public final String toString() {
        return code + ": " + getMessage();
    }
}
