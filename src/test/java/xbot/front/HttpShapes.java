package xbot.front;

import static xbot.front.Requests.BODY;
import static xbot.front.Requests.CANARY;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.JSON;
import static xbot.front.Requests.KEYS;
import static xbot.front.Requests.LENGTH;
import static xbot.front.Requests.chunk;
import static xbot.front.Requests.chunked;
import static xbot.front.Requests.host;
import static xbot.front.Requests.keys;
import static xbot.front.Requests.line;
import static xbot.front.Requests.media;
import static xbot.front.Requests.post;
import static xbot.front.Requests.target;
import static xbot.front.Requests.with;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import xbot.Pod;

/** Requests in all shapes and what each gets: a line a shape. */
final class HttpShapes {

    private static final String PATH = Pod.PATH;

    private HttpShapes() {}

    /** What becomes of the connection after the answer. */
    enum Then {
        CLOSED,
        OPEN,
        EITHER
    }

    /** A name, the bytes, the statuses that are right, and what comes then. */
    record Case(String name, String raw, Set<Integer> statuses, Then then) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case bad(String name, String raw) {
        return new Case(name, raw, Set.of(400), Then.CLOSED);
    }

    private static Case answer(String name, int status, String raw) {
        return new Case(name, raw, Set.of(status), Then.EITHER);
    }

    private static Case answer(String name, int status, Then then, String raw) {
        return new Case(name, raw, Set.of(status), then);
    }

    private static Case either(String name, Set<Integer> statuses, String raw) {
        return new Case(name, raw, statuses, Then.EITHER);
    }

    static List<Case> framing() {
        return List.of(
                bad("two Content-Lengths", post(LENGTH + LENGTH, BODY)),
                bad("two different Content-Lengths", post(LENGTH + "Content-Length: 4\r\n", BODY)),
                bad("Content-Length +4", post("Content-Length: +4\r\n", "null")),
                bad("Content-Length -1", post("Content-Length: -1\r\n", "")),
                bad("Content-Length 4, 4", post("Content-Length: 4, 4\r\n", "null")),
                bad("Content-Length 4 4", post("Content-Length: 4 4\r\n", "null")),
                bad("Content-Length 0x10", post("Content-Length: 0x10\r\n", BODY)),
                bad("Content-Length 1e1", post("Content-Length: 1e1\r\n", BODY)),
                bad("Content-Length 24.0", post("Content-Length: 25.0\r\n", BODY)),
                bad("empty Content-Length", post("Content-Length: \r\n", BODY)),
                bad("Content-Length beyond 64 bits", post("Content-Length: 9223372036854775808\r\n", BODY)),
                bad("Content-Length in other digits", post("Content-Length: \u00b2\u00b2\r\n", BODY)),
                answer("spaces around Content-Length", 200, post("Content-Length:   25  \r\n", BODY)),
                answer("Content-Length with zeros", 200, post("Content-Length: 00025\r\n", BODY)),
                bad(
                        "Content-Length and chunked",
                        post(LENGTH + "Transfer-Encoding: chunked\r\n", chunk() + "0\r\n\r\n")),
                bad(
                        "chunked and Content-Length",
                        post("Transfer-Encoding: chunked\r\n" + LENGTH, chunk() + "0\r\n\r\n")),
                bad(
                        "chunked and two Content-Lengths",
                        post(LENGTH + LENGTH + "Transfer-Encoding: chunked\r\n", chunk())),
                bad("Transfer-Encoding xchunked", post("Transfer-Encoding: xchunked\r\n", chunk() + "0\r\n\r\n")),
                bad("Transfer-Encoding identity", post("Transfer-Encoding: identity\r\n" + LENGTH, BODY)),
                bad("Transfer-Encoding gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", chunk())),
                bad("Transfer-Encoding chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n", chunk())),
                bad("Transfer-Encoding chunked, chunked", post("Transfer-Encoding: chunked, chunked\r\n", chunk())),
                bad("Transfer-Encoding chunked;q=1", post("Transfer-Encoding: chunked;q=1\r\n", chunk())),
                bad("Transfer-Encoding \"chunked\"", post("Transfer-Encoding: \"chunked\"\r\n", chunk())),
                bad("empty Transfer-Encoding", post("Transfer-Encoding: \r\n" + LENGTH, BODY)),
                bad("Transfer-Encoding with a vertical tab", post("Transfer-Encoding: \u000bchunked\r\n", chunk())),
                bad(
                        "two Transfer-Encodings",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunk() + "0\r\n\r\n")),
                bad(
                        "two Transfer-Encodings, one unknown",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", chunk() + "0\r\n\r\n")),
                bad(
                        "chunked in HTTP/1.0",
                        line("POST " + PATH + " HTTP/1.0").replace(LENGTH, "Transfer-Encoding: chunked\r\n")),
                either(
                        "Transfer-Encoding after a tab",
                        Set.of(200, 400),
                        post("Transfer-Encoding:\tchunked\r\n", chunk() + "0\r\n\r\n")),
                answer("Transfer-Encoding CHUNKED", 200, post("Transfer-Encoding: CHUNKED\r\n", chunk() + "0\r\n\r\n")),
                answer("chunked", 200, Then.OPEN, chunked(chunk() + "0\r\n\r\n")),
                answer("a byte a chunk", 200, chunked(bytewise() + "0\r\n\r\n")),
                answer("a chunk extension", 200, chunked(chunk().replaceFirst("\r\n", ";x=1\r\n") + "0\r\n\r\n")),
                answer("a trailer", 200, chunked(chunk() + "0\r\nx-api-key: " + CANARY + "\r\n\r\n")),
                bad("bad chunk size", chunked("xyz\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("negative chunk size", chunked("-1\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("signed chunk size", chunked("+19\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size beyond 32 bits", chunked("100000019\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size beyond 64 bits", chunked("10000000000000019\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size 0x18", chunked("0x19\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with a space inside", chunked("1 9\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("empty chunk size", chunked("\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk longer than its size", chunked("4\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size ended by a bare LF", chunked("19\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with letters behind it", chunked("19 zz\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with a second one behind it", chunked("19 1\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with a NUL behind it", chunked("19\u0000zz\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with a quote behind it", chunked("19\"\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size with an underscore", chunked("1_9\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size in 8 KB of zeros", chunked("0".repeat(8200) + "19\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("chunk size after a space", chunked(" 19\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("last chunk size -0", chunked(chunk() + "-0\r\n\r\n")),
                bad("last chunk size with letters behind it", chunked(chunk() + "0 x\r\n\r\n")),
                answer("chunk size with zeros and blanks", 200, chunked("0019 \t\r\n" + BODY + "\r\n00\r\n\r\n")),
                bad("bare LF in a chunk extension", chunked("19;x=\ny\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("bare LF after a chunk extension", chunked("19;x\n" + BODY + "\r\n0\r\n\r\n")),
                bad("bare CR in a chunk extension", chunked("19;x=\ry\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("CR LF in quotes in a chunk extension", chunked("19;x=\"\r\n\"\r\n" + BODY + "\r\n0\r\n\r\n")),
                bad("a chunk that a bare LF ends", chunked("19\r\n" + BODY + "\n0\r\n\r\n")),
                bad("a chunk that nothing ends", chunked("19\r\n" + BODY + "0\r\n\r\n")),
                bad("a chunk that two other bytes end", chunked("19\r\n" + BODY + "xx0\r\n\r\n")),
                bad("folded Transfer-Encoding", post("Transfer-Encoding:\r\n chunked\r\n", chunk() + "0\r\n\r\n")),
                bad("Transfer-Encoding chunked,", post("Transfer-Encoding: chunked,\r\n", chunk() + "0\r\n\r\n")),
                bad("Transfer-Encoding , chunked", post("Transfer-Encoding: , chunked\r\n", chunk() + "0\r\n\r\n")),
                bad(
                        "Transfer-Encoding with a no-break space",
                        post("Transfer-Encoding: \u00a0chunked\r\n", chunk() + "0\r\n\r\n")),
                answer("Transfer_Encoding is no Transfer-Encoding", 200, with("Transfer_Encoding: chunked")),
                answer("Content-Length with 40 zeros", 200, post("Content-Length: " + "0".repeat(40) + "25\r\n", BODY)),
                bad("Content-Length 25,", post("Content-Length: 25,\r\n", BODY)),
                bad("Content-Length with a no-break space", post("Content-Length: \u00a025\r\n", BODY)),
                bad("Content-Length -0", post("Content-Length: -0\r\n", BODY)),
                answer(
                        "a trailer that would frame",
                        200,
                        Then.OPEN,
                        chunked(chunk() + "0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n")),
                bad("a trailer without a colon", chunked(chunk() + "0\r\nx\r\n\r\n")),
                bad("space before a trailer's colon", chunked(chunk() + "0\r\nx : 1\r\n\r\n")),
                bad("bare LF after a trailer", chunked(chunk() + "0\r\nx: 1\n\r\n")),
                bad("NUL in a trailer", chunked(chunk() + "0\r\nx: \u0000\r\n\r\n")),
                either("9 KB chunk extension", Set.of(400, 431), chunked("19;" + "x".repeat(9000) + "\r\n" + BODY)),
                either("9 KB trailer", Set.of(400, 431), chunked(chunk() + "0\r\nx: " + "x".repeat(9000) + "\r\n\r\n")),
                bad("a bad chunk after a good one", chunked(chunk() + "zz\r\n")));
    }

    private static String bytewise() {
        return BODY.chars().mapToObj(c -> "1\r\n" + (char) c + "\r\n").reduce("", String::concat);
    }

    static List<Case> heads() {
        return List.of(
                bad("space before a colon", with("X-A : 1")),
                bad("tab before a colon", with("X-A\t: 1")),
                bad("NUL in a header", with("X-A: a\u0000b")),
                bad("bare CR in a header", with("X-A: a\rb")),
                bad("bare CR before a header", with("X-A: a\rx-api-key: b")),
                bad("NUL in a header's name", with("X-\u0000A: 1")),
                bad("bare LF after a header", with("X-A: 1\nX-B: 2")),
                bad("bare LF everywhere", GOOD.replace("\r\n", "\n")),
                bad("bare LF after the first line", GOOD.replaceFirst("\r\n", "\n")),
                bad("header without a colon", with("X-A")),
                bad("header without a name", with(": 1")),
                bad("@ in a header's name", with("X@A: 1")),
                bad("( in a header's name", with("X(A): 1")),
                bad("space in a header's name", with("X A: 1")),
                bad("UTF-8 in a header's name", with("X-\u00c3\u00a9: 1")),
                bad("control character in a header", with("X-A: \u0001")),
                either("folded header", Set.of(200, 400), with("X-A: 1\r\n 2")),
                either("header folded with a tab", Set.of(200, 400), with("X-A: 1\r\n\t2")),
                either("header folded at once", Set.of(200, 400), with("X-A:\r\n 2")),
                either("folded first header", Set.of(400), GOOD.replaceFirst("Host", " Host")),
                either("folded key", Set.of(400, 401), keys(KEYS.replace("key-a4b\r\nxp", "key\r\n -a4b\r\nxp"))),
                either("folded Content-Length", Set.of(400), post("Content-Length: 2\r\n 4\r\n", BODY)),
                bad("no Host", host("")),
                bad("two Hosts", host("Host: xbot\r\nHost: xbot\r\n")),
                bad("empty Host", host("Host: \r\n")),
                bad("Host with a path", host("Host: xbot/x\r\n")),
                bad("Host with a user", host("Host: a@xbot\r\n")),
                bad("Host with a space", host("Host: x bot\r\n")),
                bad("Host with a list", host("Host: xbot, xbot\r\n")),
                bad("Host with a bad port", host("Host: xbot:http\r\n")),
                bad("Host with a port beyond 65535", host("Host: xbot:65536\r\n")),
                bad("Host with two ports", host("Host: xbot:80:80\r\n")),
                bad("Host with half an IPv6 address", host("Host: [::1\r\n")),
                answer("Host with a port", 200, host("Host: xbot.example.com:8080\r\n")),
                answer("Host of an IPv6 address", 200, host("Host: [::1]:8080\r\n")),
                answer("Host in other case", 200, host("hOST: XBOT\r\n")),
                answer("9 KB header", 431, Then.CLOSED, with("X-A: " + "a".repeat(9000))),
                answer("1 MB header", 431, Then.CLOSED, with("X-A: " + "a".repeat(1_000_000))),
                answer("120 headers", 431, Then.CLOSED, with(many(120, "X-%d: 1"))),
                answer("120 headers of one name", 431, Then.CLOSED, with(many(120, "X: %d"))),
                answer("80 headers", 200, with(many(80, "X-%d: 1"))),
                either("9 KB target", Set.of(414, 400), target(PATH + "?" + "a".repeat(9000))),
                either("1 MB target", Set.of(414, 400), target("/" + "a".repeat(1_000_000))),
                bad("space before the first line", " " + GOOD),
                bad("tab before the first line", "\t" + GOOD),
                bad("NUL before the first line", "\u0000" + GOOD),
                bad("two spaces in the first line", line("POST  " + PATH + " HTTP/1.1")),
                bad("two spaces before the version", line("POST " + PATH + "  HTTP/1.1")),
                bad("tabs in the first line", line("POST\t" + PATH + "\tHTTP/1.1")),
                bad("vertical tabs in the first line", line("POST\u000b" + PATH + "\u000bHTTP/1.1")),
                bad("form feeds in the first line", line("POST\f" + PATH + "\fHTTP/1.1")),
                bad("bare CRs in the first line", line("POST\r" + PATH + "\rHTTP/1.1")),
                bad("a tab before the version", target(PATH + "?newConversation=true\t")),
                bad("a space after the version", line("POST " + PATH + " HTTP/1.1 ")),
                bad("http/1.1", line("POST " + PATH + " http/1.1")),
                bad("HTTP/1.01", line("POST " + PATH + " HTTP/1.01")),
                bad("HTTP/01.1", line("POST " + PATH + " HTTP/01.1")),
                bad("HTTP/1.00", line("POST " + PATH + " HTTP/1.00")),
                bad("no version", line("POST " + PATH)),
                bad("DEL in a header", with("X-A: \u007f")),
                bad("ESC in a header", with("X-A: \u001b[31m")),
                bad("vertical tab in a header", with("X-A: a\u000bb")),
                answer("bytes beyond ASCII in a header", 200, with("X-A: \u00ff\u0080")),
                bad("{ in a header's name", with("X{A}: 1")),
                bad("a quote in a header's name", with("X\"A: 1")),
                bad("no-break space in a header's name", with("X\u00a0A: 1")),
                bad("Host of a port alone", host("Host: :80\r\n")),
                bad("Host with a percent", host("Host: x%00bot\r\n")),
                bad("Host of an IPv6 address without brackets", host("Host: ::1\r\n")),
                bad("Host with more behind the brackets", host("Host: [::1]x\r\n")),
                bad("empty Expect", with("Expect: ")),
                bad("Expect of a list", with("Expect: 100-continue, 100-continue")),
                answer(
                        "Connection that names the keys",
                        200,
                        Then.CLOSED,
                        with("Connection: x-api-key, xp-api-key, close")),
                answer(
                        "headers that would steer Camel",
                        200,
                        with("CamelHttpUri: http://127.0.0.1:1/\r\n"
                                + "CamelHttpPath: /x\r\nCamelHttpMethod: GET\r\nCamelHttpQuery: newConversation=1\r\n"
                                + "CamelHttpResponseCode: 418")),
                bad("HTTP/0.9", "GET " + PATH + "\r\n\r\n"),
                bad("HTTP/0.9 with a version", line("POST " + PATH + " HTTP/0.9")),
                bad("HTTP/1.2", line("POST " + PATH + " HTTP/1.2")),
                bad("HTTP/2.0", line("POST " + PATH + " HTTP/2.0")),
                bad("HTTP/3.0", line("POST " + PATH + " HTTP/3.0")),
                bad("HTTP/1.1x", line("POST " + PATH + " HTTP/1.1x")),
                bad("http/1.1x", line("POST " + PATH + " xhttp/1.1")),
                bad("HTTP/11", line("POST " + PATH + " HTTP/11")),
                bad("a fourth word in the first line", line("POST " + PATH + " HTTP/1.1 x")),
                bad("HTTP/1.0 without Host", host("").replace("HTTP/1.1", "HTTP/1.0")),
                answer("HTTP/1.0 with Host", 200, Then.CLOSED, line("POST " + PATH + " HTTP/1.0")),
                answer(
                        "HTTP/1.0 with keep-alive",
                        200,
                        Then.OPEN,
                        line("POST " + PATH + " HTTP/1.0").replace(LENGTH, LENGTH + "Connection: keep-alive\r\n")),
                bad("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                answer(
                        "an upgrade to h2c",
                        200,
                        with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA")),
                answer("an upgrade to websocket", 200, with("Connection: Upgrade\r\nUpgrade: websocket")),
                answer("Connection: close", 200, Then.CLOSED, with("Connection: close")),
                bad("Expect: other", with("Expect: 200-ok")),
                bad("two Expects", with("Expect: 100-continue\r\nExpect: 100-continue")),
                answer(
                        "Expect: 100-continue in HTTP/1.0",
                        200,
                        line("POST " + PATH + " HTTP/1.0").replace(LENGTH, LENGTH + "Expect: 100-continue\r\n")),
                answer("empty lines before", 200, "\r\n\r\n" + GOOD));
    }

    private static String many(int count, String format) {
        return String.join(
                "\r\n", IntStream.range(0, count).mapToObj(format::formatted).toList());
    }

    static List<Case> targets() {
        return List.of(
                answer("//partner", 404, target("/" + PATH)),
                answer("//host/partner", 404, target("//xbot" + PATH)),
                answer("/x/../partner", 404, target("/x/.." + PATH)),
                answer("/./partner", 404, target("/." + PATH)),
                answer("/partner//", 404, target(PATH.replaceFirst("/api", "//api"))),
                answer(";x=1", 404, target(PATH + ";x=1")),
                answer(";x=1 inside", 404, target(PATH.replaceFirst("/api", ";x=1/api"))),
                answer("%2f", 404, target(PATH.replaceFirst("/api", "%2fapi"))),
                answer("%2F", 404, target("%2F" + PATH.substring(1))),
                answer("%61", 404, target(PATH.replaceFirst("/api", "/%61pi"))),
                answer("%2e", 404, target("/%2e" + PATH)),
                answer("%2e%2e", 404, target("/x/%2e%2e" + PATH)),
                answer("%00", 404, target(PATH + "%00")),
                answer("%zz", 404, target(PATH + "%zz")),
                answer("a trailing slash", 404, target(PATH + "/")),
                answer("more after the path", 404, target(PATH + "/x")),
                answer("a dot after the path", 404, target(PATH + ".")),
                answer("less than the path", 404, target(PATH.substring(0, PATH.length() - 1))),
                answer("other case", 404, target(PATH.toLowerCase(Locale.ROOT))),
                answer("upper case", 404, target(PATH.toUpperCase(Locale.ROOT))),
                answer("a backslash", 404, target(PATH.replace("/api", "\\api"))),
                answer("a fragment", 404, target(PATH + "#x")),
                answer("a fragment before the query", 404, target(PATH + "#?x=1")),
                answer("no slash", 404, target(PATH.substring(1))),
                answer("a query alone", 404, target("?x=1")),
                answer("the root", 404, target("/")),
                answer("an asterisk", 404, target("*")),
                answer("OPTIONS *", 404, line("OPTIONS * HTTP/1.1")),
                answer("CONNECT", 404, line("CONNECT xbot:80 HTTP/1.1")),
                answer("CONNECT to the path", 405, line("CONNECT " + PATH + " HTTP/1.1")),
                answer("absolute form", 404, target("http://xbot" + PATH)),
                answer("absolute form of another host", 404, target("http://" + CANARY + PATH)),
                either("NUL in the path", Set.of(400, 404), target(PATH + "\u0000")),
                either("bytes beyond ASCII in the path", Set.of(400, 404), target(PATH + "\u00c3\u00a9")),
                either("a tab in the path", Set.of(400, 404), target(PATH + "\tx")),
                answer("absolute form with one slash", 404, target("http:" + PATH)),
                answer("absolute form of https", 404, target("HTTPS://xbot" + PATH)),
                answer("authority form", 404, target("xbot:80")),
                answer("CONNECT without a body", 404, "CONNECT xbot:443 HTTP/1.1\r\nHost: xbot:443\r\n\r\n"),
                answer("/proxy", 404, target("/proxy" + PATH)),
                answer("proxy", 404, target("proxy/http://127.0.0.1:1/")),
                answer("/actuator", 404, line("GET /actuator HTTP/1.1")),
                answer("/actuator/health", 404, Then.OPEN, "GET /actuator/health HTTP/1.1\r\nHost: x\r\n\r\n"),
                answer("/actuator/prometheus", 404, line("GET /actuator/prometheus HTTP/1.1")),
                answer("unknown path", 404, line("GET /" + CANARY + " HTTP/1.1")),
                answer("GET", 405, Then.OPEN, "GET " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                answer("GET with a body", 405, line("GET " + PATH + " HTTP/1.1")),
                answer("PUT", 405, line("PUT " + PATH + " HTTP/1.1")),
                answer("PATCH", 405, line("PATCH " + PATH + " HTTP/1.1")),
                answer("DELETE", 405, line("DELETE " + PATH + " HTTP/1.1")),
                answer("TRACE", 405, line("TRACE " + PATH + " HTTP/1.1")),
                answer("OPTIONS", 405, line("OPTIONS " + PATH + " HTTP/1.1")),
                answer("post", 405, line("post " + PATH + " HTTP/1.1")),
                answer("Post", 405, line("Post " + PATH + " HTTP/1.1")),
                answer("an unknown method", 405, line("BREW " + PATH + " HTTP/1.1")),
                either("a method that is no token", Set.of(400, 405), line("P@ST " + PATH + " HTTP/1.1")),
                either("a method of a space", Set.of(400), line(" " + PATH + " HTTP/1.1")),
                answer(
                        "method override",
                        405,
                        line("GET " + PATH + " HTTP/1.1").replace(LENGTH, LENGTH + "X-HTTP-Method-Override: POST\r\n")),
                answer("an empty query", 200, target(PATH + "?")),
                answer("an unknown query", 200, target(PATH + "?" + CANARY + "=1&%zz=%")),
                answer("3 KB of query", 200, target(PATH + "?" + "a".repeat(3000))));
    }

    static List<Case> queries() {
        return List.of(
                answer("newConversation=true", 200, query("newConversation=true")),
                answer("newConversation=TRUE", 400, query("newConversation=TRUE")),
                answer("newConversation=1", 400, query("newConversation=1")),
                answer("newConversation=%74rue", 400, query("newConversation=%74rue")),
                answer("newConversation=+true", 400, query("newConversation=+true")),
                answer("newConversation=true;x", 400, query("newConversation=true;x")),
                answer("newConversation=true#", 400, query("newConversation=true#")),
                answer("newConversation twice", 400, query("newConversation=true&newConversation=true")),
                answer("newConversation with and without a value", 400, query("newConversation=true&newConversation")),
                answer("a NUL behind the value", 400, query("newConversation=true\u0000")),
                bad("a space behind the name", query("newConversation =true")),
                answer(
                        "other parameters beside it",
                        200,
                        query("a=1&newConversation=false&newConversation[]=true&%zz")));
    }

    private static String query(String query) {
        return target(PATH + "?" + query);
    }

    static List<Case> bodies() {
        return List.of(
                answer("no Content-Type", 415, media("")),
                answer("empty Content-Type", 415, media("Content-Type: \r\n")),
                answer("text/plain", 415, media("Content-Type: text/plain\r\n")),
                answer("a form", 415, media("Content-Type: application/x-www-form-urlencoded\r\n")),
                answer("multipart", 415, media("Content-Type: multipart/form-data; boundary=x\r\n")),
                answer("charset=utf-16", 415, media("Content-Type: application/json; charset=utf-16\r\n")),
                answer("application/jsonx", 415, media("Content-Type: application/jsonx\r\n")),
                answer("two media types", 415, media("Content-Type: application/json, text/plain\r\n")),
                bad("two Content-Types", media(JSON + JSON)),
                answer("charset=utf-32", 415, media("Content-Type: application/json; charset=utf-32\r\n")),
                answer("charset=utf8", 200, media("Content-Type: application/json; charset=utf8\r\n")),
                answer("charset=UTF_8", 200, media("Content-Type: application/json; charset=\"UTF_8\";\r\n")),
                answer(
                        "two charsets in the other order",
                        415,
                        media("Content-Type: application/json; charset=utf-16; charset=utf-8\r\n")),
                answer("charset = utf-8", 415, media("Content-Type: application/json; charset = utf-8\r\n")),
                answer("charset*", 415, media("Content-Type: application/json; charset*=utf-8''utf-16\r\n")),
                answer("two charsets", 415, media("Content-Type: application/json; charset=utf-8; charset=utf-16\r\n")),
                answer("a no-break space behind it", 415, media("Content-Type: application/json\u00a0\r\n")),
                answer("Content_Type", 415, media("Content_Type: application/json\r\n")),
                answer("tabs around it", 200, media("Content-Type:\tapplication/json\t\r\n")),
                answer("x-gzip", 415, media(JSON + "Content-Encoding: x-gzip\r\n")),
                answer("identity, identity", 415, media(JSON + "Content-Encoding: identity, identity\r\n")),
                answer("empty Content-Encoding", 415, media(JSON + "Content-Encoding: \r\n")),
                answer("gzip of the connection", 415, media(JSON + "Content-Encoding: aws-chunked\r\n")),
                answer("gzip", 415, media(JSON + "Content-Encoding: gzip\r\n")),
                answer("identity, gzip", 415, media(JSON + "Content-Encoding: identity, gzip\r\n")),
                bad("two Content-Encodings", media(JSON + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n")),
                answer("identity", 200, media(JSON + "Content-Encoding: identity\r\n")),
                answer("charset=UTF-8", 200, media("Content-Type: application/json;charset=UTF-8\r\n")),
                answer("64 KiB + 1", 413, Then.CLOSED, post("Content-Length: 65537\r\n", " ".repeat(65537))),
                answer("64 KiB + 1, unsent", 413, Then.CLOSED, post("Content-Length: 65537\r\n", "")),
                answer("2 GiB, unsent", 413, Then.CLOSED, post("Content-Length: 2147483648\r\n", "")),
                answer("8 EiB, unsent", 413, Then.CLOSED, post("Content-Length: 9223372036854775807\r\n", "")),
                answer(
                        "64 KiB + 1 in chunks",
                        413,
                        Then.CLOSED,
                        chunked("10001\r\n" + " ".repeat(65537) + "\r\n0\r\n\r\n")),
                answer("64 KiB", 200, post("Content-Length: 65536\r\n", BODY + " ".repeat(65536 - BODY.length()))),
                answer("no body", 400, post("", "")),
                answer("Content-Length 0", 400, post("Content-Length: 0\r\n", "")),
                answer("an id twice, once escaped", 400, body("{'userInfo':{'id':'raw','\\u0069d':'raw'}}")),
                answer("userInfo twice, once escaped", 400, body("{'userInfo':{'id':'raw'},'userInf\\u006f':{}}")),
                answer("__proto__ beside the id", 400, body("{'userInfo':{'id':'raw','__proto__':{}}}")),
                answer("__proto__ in extData", 200, extData("{'__proto__':{'id':1},'constructor':{'$ref':'#'}}")),
                answer("a byte order mark", 400, body("\u00ef\u00bb\u00bf" + BODY)),
                answer("UTF-16 without a mark", 400, body(BODY.replaceAll("(.)", "\u0000$1"))),
                answer("1E400", 400, extData("{'x':1E400}")),
                answer("-1E+400", 400, extData("{'x':-1E+400}")),
                answer("-0 and what rounds to it", 200, extData("{'x':[-0,-0.0,1e-400,1.0e+0001]}")),
                answer("16 levels", 200, extData(nested(16 - 2))),
                answer("17 levels", 400, extData(nested(17 - 2))),
                answer("1,000 members and items", 200, extData(items(1000 - 4))),
                answer("1,001 members and items", 400, extData(items(1001 - 4))));
    }

    /** With double quotes for single ones. */
    private static String body(String json) {
        String body = json.replace('\'', '"');
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    private static String extData(String json) {
        return body("{'userInfo':{'id':'raw','extData':" + json + "}}");
    }

    private static String nested(int levels) {
        return "{'x':".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    /** An object with an array of so many items. */
    private static String items(int count) {
        return "{'x':[" + "1,".repeat(count - 1) + "1]}";
    }

    static List<Case> keyHeaders() {
        String gateway = "x-api-key: test-gateway-key-a4b\r\n";
        String partner = "xp-api-key: test-partner-key-a4b\r\n";
        return List.of(
                answer("no key", 401, keys("")),
                answer("no gateway key", 401, keys(partner)),
                answer("no partner key", 401, keys(gateway)),
                answer("a wrong gateway key", 401, keys("x-api-key: " + CANARY + "\r\n" + partner)),
                answer("a wrong partner key", 401, keys(gateway + "xp-api-key: " + CANARY + "\r\n")),
                answer("an empty gateway key", 401, keys("x-api-key:\r\n" + partner)),
                answer("an empty partner key", 401, keys(gateway + "xp-api-key: \r\n")),
                answer("a key of 7 KB", 401, keys("x-api-key: " + "k".repeat(7000) + "\r\n" + partner)),
                either("a key of 8 KB", Set.of(401, 431), keys("x-api-key: " + "k".repeat(8192) + "\r\n" + partner)),
                answer("a key in UTF-8", 401, keys("x-api-key: \u00c4\u0091\u00e1\u00ba\u00bf\r\n" + partner)),
                answer("a key in Latin-1", 401, keys(gateway + "xp-api-key: \u00e9\u00ff\r\n")),
                answer("a key in other case", 401, keys(gateway.replace("test", "TEST") + partner)),
                answer(
                        "a key with an underscore in its name",
                        401,
                        keys(gateway.replace("x-api-key", "x_api_key") + partner)),
                answer("a key beside one with underscores", 200, keys("x_api_key: x\r\n" + gateway + partner)),
                answer("a key in Authorization", 401, keys("Authorization: Bearer test-gateway-key-a4b\r\n" + partner)),
                answer("blanks around a key", 200, keys("x-api-key:\t test-gateway-key-a4b \t\r\n" + partner)),
                answer("a no-break space behind a key", 401, keys(gateway.replace("a4b", "a4b\u00a0") + partner)),
                answer("a C1 control character behind a key", 401, keys(gateway.replace("a4b", "a4b\u0085") + partner)),
                bad("a form feed before a key", keys(gateway.replace("test", "\ftest") + partner)),
                bad("a vertical tab behind a key", keys(gateway.replace("a4b", "a4b\u000b") + partner)),
                answer(
                        "keys in the trailer section",
                        401,
                        keys("").replace(LENGTH, "Transfer-Encoding: chunked\r\n")
                                .replace(BODY, chunk() + "0\r\n" + KEYS + "\r\n")),
                answer("a second key in the trailer section", 200, chunked(chunk() + "0\r\n" + gateway + "\r\n")),
                answer("a key with more behind it", 401, keys(gateway.replace("a4b", "a4b x") + partner)),
                answer("a quoted key", 401, keys("x-api-key: \"test-gateway-key-a4b\"\r\n" + partner)),
                answer("two keys in one header", 401, keys(gateway.replace("a4b", "a4b, x") + partner)),
                answer(
                        "the two keys swapped",
                        401,
                        keys("x-api-key: test-partner-key-a4b\r\nxp-api-key: test-gateway-key-a4b\r\n")),
                answer(
                        "the stored hashes as keys",
                        401,
                        keys("x-api-key: " + Pod.sha256("test-gateway-key-a4b") + "\r\nxp-api-key: "
                                + Pod.sha256("test-partner-key-a4b") + "\r\n")),
                answer("another partner's gateway key", 401, keys(gateway.replace("a4b", "shop") + partner)),
                answer("another partner's partner key", 401, keys(gateway + partner.replace("a4b", "shop"))),
                answer(
                        "keys in the query",
                        401,
                        keys("").replace(
                                        PATH,
                                        PATH + "?x-api-key=test-gateway-key-a4b&xp-api-key=test-partner-key-a4b")),
                answer(
                        "keys in the body",
                        401,
                        "POST " + PATH + " HTTP/1.1\r\nHost: xbot\r\n" + JSON
                                + "Content-Length: 72\r\n\r\n"
                                + "{\"x-api-key\":\"test-gateway-key-a4b\",\"xp-api-key\":\"test-partner-key-a4b\"}"),
                answer("keys in cookies", 401, keys("Cookie: x-api-key=test-gateway-key-a4b\r\n" + partner)),
                bad("a good gateway key twice", keys(gateway + gateway + partner)),
                bad("a good partner key twice", keys(gateway + partner + partner)),
                bad("a good and a bad key", keys(gateway + "x-api-key: x\r\n" + partner)),
                bad("a bad and a good key", keys("x-api-key: x\r\n" + gateway + partner)),
                bad("an empty and a good key", keys(gateway + "xp-api-key:\r\n" + partner)),
                bad("a good key and an empty one", keys(gateway + partner + "xp-api-key:\r\n")),
                bad("a key in two spellings", keys(gateway + "X-API-KEY: x\r\n" + partner)),
                bad("two bad keys", keys("xp-api-key: x\r\nXP-Api-Key: y\r\n")),
                answer(
                        "other spelling of the names",
                        200,
                        keys(gateway.replace("x-api", "X-Api") + partner.replace("xp-api-key", "XP-API-KEY"))));
    }
}
