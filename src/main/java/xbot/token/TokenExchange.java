package xbot.token;

/** The exchange properties that the steps of the token route share. */
final class TokenExchange {

    /** String: which token is asked for, see the package {@code webchat}. */
    static final String TOKEN_KEY = "tokenKey";

    /** String: the user's id at Direct Line. */
    static final String USER_ID = "userId";

    /** String or absent: the user's name. */
    static final String USER_NAME = "userName";

    /** Boolean: the caller asks for a new conversation. */
    static final String NEW_CONVERSATION = "newConversation";

    /** {@link Token}: what the cache held. */
    static final String CACHED = "cachedToken";

    /** {@link Token}: what Direct Line answered. */
    static final String TOKEN = "token";

    /** String: where the token in the body came from: generated, refreshed, stale or shared; absent: cached. */
    static final String SOURCE = "tokenSource";

    /** String or absent: the user id that was sent to Direct Line. */
    static final String SENT_USER_ID = "sentUserId";

    /** String: generate or refresh. */
    static final String CALL = "upstreamCall";

    /** Integer: how often this request called Direct Line. */
    static final String CALLS = "upstreamCalls";

    /** Duration text, set by the route: for all calls that one request makes. */
    static final String DEADLINE = "deadline";

    /** Long: {@link System#nanoTime()} of the deadline. */
    static final String DEADLINE_NANOS = "deadlineNanos";

    /** Number, set by the route: how often a call may be repeated. */
    static final String RETRIES = "retries";

    private TokenExchange() {}
}
