package xbot.tools.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import xbot.text.YamlValue;

/**
 * One case: what is given, what is asked, how other systems answer, and what is expected.
 *
 * @param yaml as written, and valid by the schema of cases
 * @param limit how long an answer may take, in real time
 * @param mocks by step their answers in their order; the last one is repeated
 */
record RouteCase(
        CaseFile file,
        YamlValue yaml,
        String name,
        Duration limit,
        Given given,
        CaseRequest request,
        Map<String, List<MockAnswer>> mocks) {

    private static final Duration LIFETIME = Duration.ofHours(1);

    RouteCase of(CaseFile caseFile, YamlValue written) {
        return new RouteCase(caseFile, written, name, limit, given, request, mocks);
    }

    int line() {
        return yaml.line();
    }

    int mockLine(String step) {
        return yaml.get("mocks").line(step);
    }

    YamlValue expect() {
        return yaml.get("expect");
    }

    /** @param cache by key of the token cache */
    record Given(Instant clock, String partner, Map<String, CachedToken> cache) {}

    record CachedToken(String conversationId, String token, Duration expiresIn, Duration lifetime) {
        CachedToken {
            lifetime = Objects.requireNonNullElse(lifetime, LIFETIME);
        }
    }

    /**
     * @param query null for none
     * @param headers those that differ from a well-formed request; null for a header that is taken away
     * @param times how often it is sent; what is expected is expected of the last answer
     */
    record CaseRequest(
            String method,
            String query,
            Map<String, List<String>> headers,
            JsonNode body,
            String bodyText,
            int bodySize,
            String peer,
            int times) {

        byte[] bytes() {
            return RouteCase.bytes(body, bodyText, bodySize);
        }
    }

    /**
     * @param delay on the clock of the case; nobody waits
     * @param status null for none
     * @param fault null for none
     */
    record MockAnswer(
            Duration delay,
            Integer status,
            Map<String, String> headers,
            JsonNode body,
            String bodyText,
            int bodySize,
            Fault fault) {

        MockAnswer {
            delay = Objects.requireNonNullElse(delay, Duration.ZERO);
            headers = Objects.requireNonNullElse(headers, Map.of());
        }

        byte[] bytes() {
            return RouteCase.bytes(body, bodyText, bodySize);
        }
    }

    enum Fault {
        @JsonProperty("connection-refused")
        CONNECTION_REFUSED,
        @JsonProperty("reset")
        RESET,
        @JsonProperty("timeout")
        TIMEOUT
    }

    /** Null for none. */
    private static byte[] bytes(JsonNode body, String text, int size) {
        String written = size > 0 ? " ".repeat(size) : text;
        if (written == null && body != null && !body.isNull()) {
            written = body.toString();
        }
        return written == null ? null : written.getBytes(StandardCharsets.UTF_8);
    }
}
