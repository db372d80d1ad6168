package xbot.front;

/** What the server tells a route about a request, beside the message's headers and body, and what it asks back. */
public final class ExchangeProperties {

    /** String: the caller's X-Request-Id, or a new one. */
    public static final String REQUEST_ID = "requestId";

    /** String: the IP address at the other end of the connection. */
    public static final String PEER = "peer";

    /** Boolean TRUE: the body is larger than {@code xbot.http.max-body-size} and was not read. */
    public static final String BODY_TOO_LARGE = "bodyTooLarge";

    /** String, set by the route: the code of its answer, for the log and the metrics; absent means OK. */
    public static final String CODE = "code";

    /** String, set by the route: the partner whose keys were sent. */
    public static final String PARTNER_ID = "partnerId";

    /** Strings, set by the route: which of the partner's keys were sent. */
    public static final String GATEWAY_KEY_ID = "gatewayKeyId";

    public static final String PARTNER_KEY_ID = "partnerKeyId";

    /** String, set by the route: the IP address that the call came from. */
    public static final String CLIENT_IP = "clientIp";

    /** Integer, set by the route: how often this request called an upstream. */
    public static final String UPSTREAM_CALLS = "upstreamCalls";

    private ExchangeProperties() {}
}
