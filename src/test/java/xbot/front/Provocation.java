package xbot.front;

import static xbot.front.Requests.BODY;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.JSON;
import static xbot.front.Requests.keys;
import static xbot.front.Requests.line;
import static xbot.front.Requests.media;
import static xbot.front.Requests.post;
import static xbot.front.Requests.target;
import static xbot.front.Requests.with;

import java.time.Duration;
import java.util.List;
import xbot.Pod;
import xbot.simulator.Fault;

/**
 * What brings about an answer.
 *
 * @param example the name of the answer in the API document
 * @param fault of Direct Line meanwhile
 */
record Provocation(int status, String example, String raw, Fault fault) {

    private static final String LONG = "a".repeat(9000);

    /** For a pod with the partners and routes of {@link DocumentedAnswersTest}. */
    static List<Provocation> all() {
        return List.of(
                of(200, "token", GOOD),
                of(400, "schema", body("{\"userInfo\":{\"email\":\"nguyenvana\"}}")),
                of(400, "json", body("{\"userInfo\": }")),
                of(400, "query", target(Pod.PATH + "?newConversation=perhaps")),
                of(400, "repeated-key", with("x-api-key: test-gateway-key-a4b")),
                of(400, "http", line("POST " + Pod.PATH + " HTTP/9.9")),
                of(401, "key", keysOf("nobody")),
                of(403, "ip", keysOf("far")),
                of(404, "path", target(Pod.PATH + "/")),
                of(405, "method", line("PUT " + Pod.PATH + " HTTP/1.1")),
                of(408, "slow", post("Content-Length: 1000\r\n", BODY)),
                of(413, "size", body(" ".repeat(65_537))),
                of(414, "line", target(Pod.PATH + "?" + LONG)),
                of(415, "type", media("Content-Type: text/plain\r\n")),
                of(415, "encoding", media(JSON + "Content-Encoding: gzip\r\n")),
                of(429, "rate", keysOf("busy")),
                of(431, "headers", with("X-Long: " + LONG)),
                of(500, "fault", with("X-Fault: yes")),
                new Provocation(502, "upstream", keysOf("refused"), Fault.WRONG_SECRET),
                new Provocation(503, "down", keysOf("down"), Fault.DOWN),
                new Provocation(504, "late", keysOf("late"), Fault.slow(Duration.ofSeconds(6))));
    }

    private static Provocation of(int status, String example, String raw) {
        return new Provocation(status, example, raw, Fault.NONE);
    }

    private static String body(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    private static String keysOf(String partner) {
        return keys("x-api-key: test-gateway-key-" + partner + "\r\nxp-api-key: test-partner-key-" + partner + "\r\n");
    }

    String name() {
        return status + " " + example;
    }

    @Override
    public String toString() {
        return name();
    }
}
