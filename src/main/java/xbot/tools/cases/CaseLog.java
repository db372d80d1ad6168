package xbot.tools.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What happened in one case. */
final class CaseLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A step was reached.
     *
     * @param uri where it sends to, null where it sends nowhere
     * @param headers of the message, without Camel's
     * @param body of the message, missing where it has none
     */
    record Call(String uri, Map<String, Object> headers, JsonNode body) {}

    private final Map<String, List<Call>> calls = new ConcurrentHashMap<>();
    private final Set<String> unmocked = new ConcurrentSkipListSet<>();

    /** @return how often it was reached before */
    int reached(String step, Call call) {
        List<Call> known = calls.computeIfAbsent(step, id -> new ArrayList<>());
        synchronized (known) {
            known.add(call);
            return known.size() - 1;
        }
    }

    void unmocked(String step) {
        unmocked.add(step);
    }

    Set<String> unmocked() {
        return unmocked;
    }

    List<Call> calls(String step) {
        return calls.getOrDefault(step, List.of());
    }

    Set<String> steps() {
        return calls.keySet();
    }

    /** A body as JSON, or as a text where it is none. */
    static JsonNode json(Object body) {
        if (body == null || body instanceof byte[] bytes && bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            if (body instanceof JsonNode json) {
                return json;
            }
            return body instanceof byte[] bytes ? JSON.readTree(bytes) : JSON.readTree(String.valueOf(body));
        } catch (IOException e) {
            return TextNode.valueOf(
                    body instanceof byte[] bytes
                            ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                            : String.valueOf(body));
        }
    }
}
