package xbot.front;

/** What the server itself answers, before or instead of a route. */
enum TransportRefusal {
    BAD_REQUEST(400, "INVALID_REQUEST", true, "the request is not valid HTTP"),
    REPEATED_HEADER(400, "INVALID_REQUEST", true, "a header that may be given once is given more than once"),
    NOT_FOUND(404, "NOT_FOUND", false, "there is no such path"),
    METHOD_NOT_ALLOWED(405, "METHOD_NOT_ALLOWED", false, "the path does not know this method"),
    REQUEST_TIMEOUT(408, "REQUEST_TIMEOUT", true, "the request took too long to arrive"),
    URI_TOO_LONG(414, "URI_TOO_LONG", true, "the request line is too long"),
    HEADERS_TOO_LARGE(431, "HEADERS_TOO_LARGE", true, "the headers are too large or too many"),
    INTERNAL_ERROR(500, "INTERNAL_ERROR", false, "an unexpected error, it is in our log under this request id"),
    STOPPING(503, "UPSTREAM_UNAVAILABLE", true, "the service is starting or stopping, try again");

    final int status;
    final String code;

    /** The connection ends with this answer. */
    final boolean closes;

    final String message;

    TransportRefusal(int status, String code, boolean closes, String message) {
        this.status = status;
        this.code = code;
        this.closes = closes;
        this.message = message;
    }
}
