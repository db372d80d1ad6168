package xbot.front;

import xbot.Pod;

/** Requests as text, with the keys of partner a4b. */
final class Requests {

    static final String CANARY = "canary-4711";
    static final String BODY = "{\"userInfo\":{\"id\":\"raw\"}}";
    static final String KEYS = "x-api-key: test-gateway-key-a4b\r\nxp-api-key: test-partner-key-a4b\r\n";
    static final String JSON = "Content-Type: application/json\r\n";
    static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
    static final String GOOD = post(LENGTH, BODY);

    private Requests() {}

    /** With a host, keys, media type and these headers. */
    static String post(String headers, String body) {
        return head("POST " + Pod.PATH + " HTTP/1.1", headers) + body;
    }

    /** A good request but for its first line. */
    static String line(String line) {
        return head(line, LENGTH) + BODY;
    }

    /** A good request but for its target. */
    static String target(String target) {
        return line("POST " + target + " HTTP/1.1");
    }

    /** A good request with one more header. */
    static String with(String header) {
        return post(LENGTH + header + "\r\n", BODY);
    }

    /** A good request with this in place of its host. */
    static String host(String header) {
        return "POST " + Pod.PATH + " HTTP/1.1\r\n" + header + KEYS + JSON + LENGTH + "\r\n" + BODY;
    }

    /** A good request with these in place of its keys. */
    static String keys(String keys) {
        return "POST " + Pod.PATH + " HTTP/1.1\r\nHost: xbot\r\n" + keys + JSON + LENGTH + "\r\n" + BODY;
    }

    /** A good request with these in place of its media type. */
    static String media(String headers) {
        return "POST " + Pod.PATH + " HTTP/1.1\r\nHost: xbot\r\n" + KEYS + headers + LENGTH + "\r\n" + BODY;
    }

    static String chunked(String chunks) {
        return post("Transfer-Encoding: chunked\r\n", chunks);
    }

    /** The good body as one chunk. */
    static String chunk() {
        return Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n";
    }

    private static String head(String line, String headers) {
        return line + "\r\nHost: xbot\r\nCookie: " + CANARY + "\r\nAccept: " + CANARY + "\r\n" + KEYS + JSON + headers
                + "\r\n";
    }
}
