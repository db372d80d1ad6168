package xbot.webchat;

/** The name that a partner's user has in Direct Line. */
public final class UserId {

    private UserId() {}

    /** Two users never share one, as no partner's prefix is the start of another's followed by a dot. */
    public static String of(String userIdPrefix, String id) {
        return userIdPrefix + "." + id;
    }
}
