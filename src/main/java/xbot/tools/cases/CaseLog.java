package xbot.tools.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;

/** What happened in one case. */
final class CaseLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A step was reached.
     *
     * @param uri where it sends to, null where it sends nowhere
     * @param headers of the message, without Camel's
     * @param text the body of the message, empty where it has none
     * @param body the same as JSON, missing where it has none
     */
    record Call(String uri, Map<String, Object> headers, String text, JsonNode body) {}

    private final Map<String, List<Call>> calls = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentSkipListMap<>();
    private final Deque<String> open = new ConcurrentLinkedDeque<>();
    private final Map<Throwable, String> failures = Collections.synchronizedMap(new IdentityHashMap<>());
    private volatile boolean over;

    /** A step begins. */
    void entered(String place) {
        open.addLast(place);
    }

    /** @param failure null where it met none */
    void left(String place, Exception failure) {
        open.removeLastOccurrence(place);
        if (failure != null) {
            failures.putIfAbsent(failure, place);
        }
    }

    /** The steps that have begun and not ended, the inner ones last. */
    List<String> open() {
        return List.copyOf(open);
    }

    /** Nothing that begins later is done. */
    void end() {
        over = true;
    }

    void checkNotOver() {
        if (over) {
            throw new RejectedExecutionException("the case is over");
        }
    }

    /** The innermost step that met it. */
    Optional<String> placeOf(Throwable failure) {
        return Optional.ofNullable(failures.get(failure));
    }

    /** @return how often it was reached before */
    int reached(String step, Call call) {
        List<Call> known = calls.computeIfAbsent(step, id -> new ArrayList<>());
        synchronized (known) {
            known.add(call);
            return known.size() - 1;
        }
    }

    /** A step cannot be answered for as the case says. */
    void refuse(String step, String what) {
        refusals.putIfAbsent(step, what);
    }

    /** What was refused, by step. */
    Map<String, String> refusals() {
        return refusals;
    }

    List<Call> calls(String step) {
        return calls.getOrDefault(step, List.of());
    }

    Set<String> steps() {
        return calls.keySet();
    }

    /** Empty where there is none. */
    static String text(Object body) {
        return body instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : Objects.requireNonNullElse(body, "").toString();
    }

    /** A body as JSON, or as a text where it is none. */
    static JsonNode json(Object body) {
        if (body instanceof JsonNode json) {
            return json;
        }
        String text = text(body);
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
