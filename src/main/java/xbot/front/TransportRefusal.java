package xbot.front;

import xbot.contract.Code;

/** What the server itself answers, before or instead of a route. */
enum TransportRefusal {
    BAD_REQUEST(Code.INVALID_REQUEST, true, "the request is not valid HTTP"),
    REPEATED_HEADER(Code.INVALID_REQUEST, true, "a header that may be given once is given more than once"),
    NOT_FOUND(Code.NOT_FOUND, false),
    METHOD_NOT_ALLOWED(Code.METHOD_NOT_ALLOWED, false),
    REQUEST_TIMEOUT(Code.REQUEST_TIMEOUT, true),
    URI_TOO_LONG(Code.URI_TOO_LONG, true),
    HEADERS_TOO_LARGE(Code.HEADERS_TOO_LARGE, true),
    INTERNAL_ERROR(Code.INTERNAL_ERROR, false),
    STOPPING(Code.UNAVAILABLE, true);

    final int status;
    final String code;

    /** The connection ends with this answer. */
    final boolean closes;

    final String message;

    TransportRefusal(Code code, boolean closes) {
        this(code, closes, code.message());
    }

    TransportRefusal(Code code, boolean closes, String message) {
        this.status = code.status();
        this.code = code.name();
        this.closes = closes;
        this.message = message;
    }
}
