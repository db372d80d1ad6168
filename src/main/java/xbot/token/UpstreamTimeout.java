package xbot.token;

/** The deadline passed before Direct Line had answered. */
public final class UpstreamTimeout extends UpstreamFailure {

    public UpstreamTimeout() {
        super("Direct Line took too long, try again", "timeout", null);
    }
}
