package xbot.tools.cases;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One case: what is given, what is asked, how other systems answer, and what is expected. */
record RouteCase(
        CaseFile file,
        int line,
        String name,
        Given given,
        CaseRequest request,
        Map<String, Mock> mocks,
        Expectation expect) {

    /** @param cache by key of the token cache */
    record Given(Instant clock, String partner, Map<String, CachedToken> cache) {}

    record CachedToken(String conversationId, String token, Duration expiresIn, Duration lifetime) {}

    /**
     * @param headers those that differ from a well-formed request; none for a header that is taken away
     * @param body null for none
     * @param times how often it is sent; what is expected is expected of the last answer
     */
    record CaseRequest(
            String method, String query, Map<String, List<String>> headers, byte[] body, String peer, int times) {}

    /** The answers of a step in their order; the last one is repeated. */
    record Mock(int line, List<MockAnswer> answers) {

        MockAnswer answer(int call) {
            return answers.get(Math.min(call, answers.size() - 1));
        }
    }

    /**
     * @param delay on the clock of the case; nobody waits
     * @param status null for none
     * @param body null for none
     * @param fault null for none
     */
    record MockAnswer(Duration delay, Integer status, Map<String, String> headers, byte[] body, Fault fault) {}

    enum Fault {
        CONNECTION_REFUSED,
        RESET,
        TIMEOUT
    }

    /** Each part is null or empty where nothing is expected of it. */
    record Expectation(
            CaseNode status,
            Map<String, CaseNode> headers,
            CaseNode body,
            Map<String, CaseNode> json,
            Map<String, ExpectedCalls> calls,
            Map<String, ExpectedEntry> cache) {}

    /** @param times null where any number will do, but one at least */
    record ExpectedCalls(int line, CaseNode times, CaseNode uri, Map<String, CaseNode> headers, CaseNode body) {}

    /** @param none whether no entry is expected */
    record ExpectedEntry(int line, boolean none, Map<String, CaseNode> members) {}

    /** Where Direct Line is in a case: nowhere. */
    static final URI DIRECT_LINE = URI.create("https://directline.invalid");
}
