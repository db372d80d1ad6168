package xbot.contract;

/** What a refusal is: its code and status on the wire, and the message unless the refusal has its own. */
public enum Code {
    INVALID_REQUEST(400, "the request is not valid"),
    INVALID_KEY(401, "x-api-key and xp-api-key are not a valid pair of keys"),
    IP_NOT_ALLOWED(403, "the client IP is not on the partner's allowlist"),
    NOT_FOUND(404, "there is no such path"),
    METHOD_NOT_ALLOWED(405, "the path does not know this method"),
    REQUEST_TIMEOUT(408, "the request took too long to arrive"),
    PAYLOAD_TOO_LARGE(413, "the body is larger than 64 KiB"),
    URI_TOO_LONG(414, "the request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "the body must be application/json"),
    RATE_LIMITED(429, "the rate limit of the partner is reached"),
    HEADERS_TOO_LARGE(431, "the headers are too large or too many"),
    INTERNAL_ERROR(500, "an unexpected error, it is in our log under this request id"),
    UPSTREAM_ERROR(502, "Direct Line did not give a token"),
    UNAVAILABLE(503, "the service is starting or stopping, try again"),
    UPSTREAM_UNAVAILABLE(503, "Direct Line is not available, try again after the time in Retry-After"),
    ANSWER_TIMEOUT(504, "the answer took too long, try again"),
    UPSTREAM_TIMEOUT(504, "Direct Line took too long, try again");

    private final int status;
    private final String message;

    Code(int status, String message) {
        this.status = status;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String message() {
        return message;
    }
}
