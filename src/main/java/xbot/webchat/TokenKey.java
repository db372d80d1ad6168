package xbot.webchat;

/** The key under which a user's token is cached. */
public final class TokenKey {

    private TokenKey() {}

    /** Two users never share one, as no partner id holds a slash. */
    public static String of(String partnerId, String userId) {
        return partnerId + "/" + userId;
    }
}
