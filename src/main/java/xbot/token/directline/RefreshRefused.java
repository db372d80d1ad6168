package xbot.token.directline;

/** Direct Line says that the token is dead: the conversation is lost. */
public final class RefreshRefused extends UpstreamFailure {

    RefreshRefused() {
        super(Outcome.TOKEN_REFUSED, null, null);
    }
}
