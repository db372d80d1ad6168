package xbot.token.directline;

import xbot.contract.Code;

/** What came of one call to Direct Line, where it was no token: for the caller, the metrics, a repetition, the alarm. */
enum Outcome {

    /** It cannot be reached, or fails. */
    DOWN("down", Code.UPSTREAM_UNAVAILABLE, Repeat.WHERE_NOTHING_IS_LOST, true),

    /** The connection broke before the answer was complete. */
    BROKEN("broken", Code.UPSTREAM_ERROR, Repeat.WHERE_NOTHING_IS_LOST, true),

    /** Whoever answered did not act on the call, and another connection may do better. */
    CONNECTION("connection", Code.UPSTREAM_UNAVAILABLE, Repeat.ALWAYS, true),

    /** The deadline passed first. */
    TIMEOUT("timeout", Code.UPSTREAM_TIMEOUT, Repeat.NEVER, true),

    /** A proxy on the way did not let the call pass. */
    PROXY(
            "proxy",
            Code.UPSTREAM_UNAVAILABLE,
            true,
            "a proxy on the way to Direct Line refused the call: check xbot.upstream.proxy and what the proxy allows"),

    /** It asked us to come later. */
    THROTTLED("throttled", Code.UPSTREAM_UNAVAILABLE, Repeat.NEVER, false),

    /** It was not asked, as the calls before failed. */
    BREAKER_OPEN("breaker-open", Code.UPSTREAM_UNAVAILABLE, Repeat.NEVER, false),

    /** The answer is no token. */
    INVALID("invalid", Code.UPSTREAM_ERROR, Repeat.NEVER, false),

    /** It does not take our secret. */
    SECRET_REFUSED(
            "Direct Line refused the partner's secret: check direct-line.secret and base-uri in the partners file"),

    /** It does not take the call. */
    CALL_REFUSED(
            "call-refused",
            Code.UPSTREAM_ERROR,
            false,
            "Direct Line, or a proxy before it, refused the call: check direct-line.base-uri in the partners file"),

    /** The token cannot be refreshed any more: the conversation is lost. */
    TOKEN_REFUSED("Direct Line refused to refresh a token: its user gets a new conversation");

    /** Whether the same call may be made again at once. */
    enum Repeat {
        NEVER,
        /** A refresh may have revoked the old token before it failed. */
        WHERE_NOTHING_IS_LOST,
        ALWAYS
    }

    /** As metrics and logs call it. */
    final String label;

    final Code code;
    final Repeat repeat;

    /** It says that Direct Line is ill, and not that something is wrong with our call. */
    final boolean isIllness;

    /** For the operator. */
    final String advice;

    Outcome(String label, Code code, Repeat repeat, boolean isIllness) {
        this(label, code, repeat, isIllness, "a call to Direct Line failed");
    }

    Outcome(String label, Code code, boolean isIllness, String advice) {
        this(label, code, Repeat.NEVER, isIllness, advice);
    }

    Outcome(String adviceOnRefusal) {
        this("refused", Code.UPSTREAM_ERROR, false, adviceOnRefusal);
    }

    Outcome(String label, Code code, Repeat repeat, boolean isIllness, String advice) {
        this.label = label;
        this.code = code;
        this.repeat = repeat;
        this.isIllness = isIllness;
        this.advice = advice;
    }

    /**
     * What an answer is by its status, also by one that proxies invent: the table of docs/routes.md. A conversation is
     * given up only where Direct Line itself says that its token is dead.
     *
     * @param contentType null where the answer has none; Direct Line's refusals are JSON or empty, a proxy's are pages
     * @return null where it may be a token
     */
    static Outcome of(int status, String contentType, boolean isRefresh) {
        boolean isPage = contentType != null && contentType.startsWith("text/html");
        return switch (status) {
            case 200 -> null;
            case 401, 403 -> isPage ? CALL_REFUSED : isRefresh ? TOKEN_REFUSED : SECRET_REFUSED;
            case 400, 404, 410 -> isPage || !isRefresh ? CALL_REFUSED : TOKEN_REFUSED;
            // 444, 460, 499: of nginx and of balancers, for a connection that ended early
            case 408, 421, 425, 444, 460, 499 -> CONNECTION;
            case 429 -> THROTTLED;
            case 407, 511 -> PROXY;
            default -> status / 100 == 4 ? CALL_REFUSED : status / 100 == 5 ? DOWN : INVALID;
        };
    }

    /** The connection that brought it is not used again. */
    boolean condemnsConnection() {
        return isIllness || this == INVALID;
    }
}
