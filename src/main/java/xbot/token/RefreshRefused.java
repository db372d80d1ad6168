package xbot.token;

/** Direct Line does not take this token any more (4xx on refresh): the conversation is lost. */
public final class RefreshRefused extends UpstreamFailure {

    RefreshRefused() {
        super("Direct Line did not refresh the token", "refused", null);
    }

    @Override
    boolean isIllness() {
        return false;
    }
}
