package xbot.tools.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import xbot.text.YamlValue;

/**
 * One case: what is given, what is asked, how other systems answer, and what is expected.
 *
 * @param limit how long an answer may take, in real time
 * @param expect as written, and valid by the schema of cases
 */
record RouteCase(
        CaseFile file,
        int line,
        String name,
        Duration limit,
        Given given,
        CaseRequest request,
        Map<String, Mock> mocks,
        YamlValue expect) {

    /** @param cache by key of the token cache */
    record Given(Instant clock, String partner, Map<String, CachedToken> cache) {}

    record CachedToken(String conversationId, String token, Duration expiresIn, Duration lifetime) {}

    /**
     * @param query null for none
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
}
