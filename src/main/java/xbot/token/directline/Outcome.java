package xbot.token.directline;

import xbot.contract.Code;

/** What came of one call to Direct Line, where it was no token: for the caller, the metrics, a repetition, the alarm. */
public enum Outcome {

    /** It cannot be reached, or fails. */
    DOWN("down", Code.UPSTREAM_UNAVAILABLE, Repeat.WHERE_NOTHING_IS_LOST, true, "a call to Direct Line failed"),

    /** The connection broke before the answer was complete. */
    BROKEN("broken", Code.UPSTREAM_ERROR, Repeat.WHERE_NOTHING_IS_LOST, true, DOWN.advice),

    /** Whoever answered did not act on the call, and another connection may do better. */
    CONNECTION("connection", Code.UPSTREAM_UNAVAILABLE, Repeat.ALWAYS, true, DOWN.advice),

    /** The deadline passed first. */
    TIMEOUT("timeout", Code.UPSTREAM_TIMEOUT, Repeat.NEVER, true, DOWN.advice),

    /** A proxy on the way did not let the call pass. */
    PROXY(
            "proxy",
            Code.UPSTREAM_UNAVAILABLE,
            Repeat.NEVER,
            true,
            "a proxy on the way to Direct Line refused the call: check xbot.upstream.proxy and what the proxy allows"),

    /** It asked us to come later. */
    THROTTLED("throttled", Code.UPSTREAM_UNAVAILABLE, Repeat.NEVER, false, DOWN.advice),

    /** It was not asked, as the calls before failed. */
    BREAKER_OPEN("breaker-open", Code.UPSTREAM_UNAVAILABLE, Repeat.NEVER, false, DOWN.advice),

    /** The answer is no token. */
    INVALID("invalid", Code.UPSTREAM_ERROR, Repeat.NEVER, false, DOWN.advice),

    /** It does not take our secret. */
    SECRET_REFUSED(
            "refused",
            Code.UPSTREAM_ERROR,
            Repeat.NEVER,
            false,
            "Direct Line refused the partner's secret: check direct-line.secret and base-uri in the partners file"),

    /** It does not take the call. */
    CALL_REFUSED(
            "refused",
            Code.UPSTREAM_ERROR,
            Repeat.NEVER,
            false,
            "Direct Line, or a proxy before it, refused the call: check direct-line.base-uri in the partners file"),

    /** The token cannot be refreshed any more: the conversation is lost. */
    TOKEN_REFUSED(
            "refused",
            Code.UPSTREAM_ERROR,
            Repeat.NEVER,
            false,
            "Direct Line refused to refresh a token: its user gets a new conversation");

    /** Whether the same call may be made again at once. */
    enum Repeat {
        NEVER,
        /** A refresh may have revoked the old token before it failed. */
        WHERE_NOTHING_IS_LOST,
        ALWAYS
    }

    private final String label;
    private final Code code;
    private final Repeat repeat;
    private final boolean illness;
    private final String advice;

    Outcome(String label, Code code, Repeat repeat, boolean illness, String advice) {
        this.label = label;
        this.code = code;
        this.repeat = repeat;
        this.illness = illness;
        this.advice = advice;
    }

    /** As metrics and logs call it. */
    public String label() {
        return label;
    }

    public Code code() {
        return code;
    }

    Repeat repeat() {
        return repeat;
    }

    /** Whether it says that Direct Line is ill, and not that something is wrong with our call. */
    boolean isIllness() {
        return illness;
    }

    /** Whether the connection that brought it is not used again. */
    boolean condemnsConnection() {
        return illness || this == INVALID;
    }

    /** For the operator. */
    String advice() {
        return advice;
    }
}
