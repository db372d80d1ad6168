package xbot.contract;

/** The exchange properties by which the server and the steps tell each other of a request. */
public final class ExchangeProperties {

    /** String, of the server: the caller's X-Request-Id, or a new one. */
    public static final String REQUEST_ID = "requestId";

    /** String, of the server: the IP address at the other end of the connection. */
    public static final String PEER = "peer";

    /** Boolean TRUE, of the server: the body is larger than {@code xbot.http.max-body-size} and was not read. */
    public static final String BODY_TOO_LARGE = "bodyTooLarge";

    /** {@code xbot.partners.Partner}, of check-keys: whose keys were sent. */
    public static final String PARTNER = "partner";

    /** String, of check-keys: the partner's id. */
    public static final String PARTNER_ID = "partnerId";

    /** String, of check-keys: which of the partner's keys was sent as x-api-key. */
    public static final String GATEWAY_KEY_ID = "gatewayKeyId";

    /** String, of check-keys: which of the partner's keys was sent as xp-api-key. */
    public static final String PARTNER_KEY_ID = "partnerKeyId";

    /** String, of check-ip-allowlist: the IP address that the call came from. */
    public static final String CLIENT_IP = "clientIp";

    /** String, of validate-init-request: the user's id at Direct Line. */
    public static final String USER_ID = "userId";

    /** String or absent, of validate-init-request: the user's name. */
    public static final String USER_NAME = "userName";

    /** String, of validate-init-request: which token is asked for. */
    public static final String TOKEN_KEY = "tokenKey";

    /** String, of a route of your own: which of the calls that oneCallPerKey guards are one, over all routes. */
    public static final String CALL_KEY = "callKey";

    /** Boolean, of validate-init-request: the caller asks for a new conversation. */
    public static final String NEW_CONVERSATION = "newConversation";

    /** Map of String to String, of the step queryParameters: the decoded query. */
    public static final String QUERY = "query";

    /** byte[], of the step schemaCheck: the body as it was sent. */
    public static final String RECEIVED_BODY = "receivedBody";

    /** String, of the step eventId: the same for each repetition of an event; 1 to 300 visible ASCII characters. */
    public static final String EVENT_ID = "eventId";

    /** {@code xbot.token.Token}, of webchat-refresh: the stale token that the cache held. */
    public static final String CACHED_TOKEN = "cachedToken";

    /** String: where the token came from: generated, refreshed, stale or shared; absent: cached. */
    public static final String TOKEN_SOURCE = "tokenSource";

    /** String or absent, of the authorize steps: the user id that was sent to Direct Line. */
    public static final String SENT_USER_ID = "sentUserId";

    /** String, of the authorize steps: generate or refresh. */
    public static final String UPSTREAM_CALL = "upstreamCall";

    /** Integer, of the guards: how often this request called Direct Line. */
    public static final String UPSTREAM_CALLS = "upstreamCalls";

    /** Long, of the guards: {@link System#nanoTime()} when all calls of this request to Direct Line must be over. */
    public static final String UPSTREAM_DEADLINE_NANOS = "deadlineNanos";

    /** Boolean TRUE, of the guards: this call must not go over a connection that was used before. */
    public static final String FRESH_CONNECTION = "freshConnection";

    /** Of {@code directline:}, the connection that the call went over. */
    public static final String UPSTREAM_CONNECTION = "upstreamConnection";

    /** String or absent, of a step that refuses: why, for the log alone. */
    public static final String REASON = "reason";

    /** String, of write-refusal: the code of the answer, for the log and the metrics; absent means OK. */
    public static final String CODE = "code";

    private ExchangeProperties() {}
}
