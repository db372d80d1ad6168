package xbot.token;

import xbot.contract.Refusal;

/** Direct Line gave no token. */
public abstract class UpstreamFailure extends Refusal {

    private final String outcome;

    /**
     * @param outcome what happened, as a metric label
     * @param cause for the log only
     */
    UpstreamFailure(String message, String outcome, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    final String outcome() {
        return outcome;
    }

    /** Whether the same call, made again at once, may succeed. */
    boolean isWorthRetrying() {
        return false;
    }

    /** Whether it says that Direct Line is ill, and not that something is wrong with our call. */
    boolean isIllness() {
        return true;
    }
}
