package xbot.token;

/** Direct Line refused us or answered nonsense. */
public final class UpstreamError extends UpstreamFailure {

    private static final String MESSAGE = "Direct Line did not give a token";

    private final boolean connectionBroke;

    private UpstreamError(String outcome, boolean connectionBroke, Throwable cause) {
        super(MESSAGE, outcome, cause);
        this.connectionBroke = connectionBroke;
    }

    /** A status that no repetition mends: a wrong secret, region or base URI; an operator must act. */
    static UpstreamError refused() {
        return new UpstreamError("refused", false, null);
    }

    /** An answer that is no token. */
    static UpstreamError invalid(String why) {
        return new UpstreamError("invalid", false, new IllegalArgumentException(why));
    }

    /** The connection broke before the answer was complete. */
    static UpstreamError broken(Throwable cause) {
        return new UpstreamError("broken", true, cause);
    }

    @Override
    boolean isWorthRetrying() {
        return connectionBroke;
    }

    @Override
    boolean isIllness() {
        return connectionBroke;
    }
}
