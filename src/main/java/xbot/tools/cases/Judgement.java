package xbot.tools.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.convert.DurationStyle;
import xbot.front.RouteExchange;
import xbot.text.YamlValue;
import xbot.token.Token;

/** Compares what a case expects with what happened. */
final class Judgement {

    /**
     * What is not as the case says.
     *
     * @param line of the case file
     * @param expected null where {@code what} says all
     */
    record Difference(int line, String what, String expected, String received) {}

    private final RouteCase routeCase;
    private final List<Difference> differences = new ArrayList<>();

    Judgement(RouteCase routeCase) {
        this.routeCase = routeCase;
    }

    List<Difference> differences() {
        return differences;
    }

    private void add(int line, String what) {
        differences.add(new Difference(line, what, null, null));
    }

    /** Where a call had no mock, or none that could be, all else follows from that. */
    boolean isMocked(CaseLog log) {
        log.refusals().forEach((step, what) -> {
            boolean isMocked = routeCase.mocks().containsKey(step);
            add(isMocked ? routeCase.mockLine(step) : routeCase.line(), "step '" + step + "' " + what);
        });
        return log.refusals().isEmpty();
    }

    /** @param open the steps that have not ended, the inner ones last */
    void noAnswer(List<String> open) {
        String where = open.isEmpty() ? "no step is under way" : "it stands in " + String.join(" > ", open);
        String limit = DurationStyle.SIMPLE.print(routeCase.limit());
        add(routeCase.line(), "the route gave no answer within " + limit + ", " + where);
    }

    void unhandled() {
        add(routeCase.line(), "the route ended with a failure that no onException handles");
    }

    void judge(RouteExchange answer) {
        YamlValue expect = routeCase.expect();
        if (expect.has("status")) {
            compare(expect.get("status"), "status", String.valueOf(answer.status()));
        }
        headers("header", expect, answer.headers());
        JsonNode body = CaseLog.json(answer.body());
        if (expect.has("body")) {
            new JsonComparison("body", differences).subset(expect.get("body"), body);
        }
        members(expect, "json")
                .forEach((pointer, value) ->
                        new JsonComparison("json", differences).same(pointer, value, body.at(pointer)));
    }

    private static Map<String, YamlValue> members(YamlValue value, String name) {
        return value.has(name) ? value.get(name).members() : Map.of();
    }

    private void headers(String place, YamlValue expected, Map<String, ?> received) {
        members(expected, "headers").forEach((name, value) -> {
            Object header = received.get(name);
            compare(value, place + " " + name, header == null ? null : header.toString());
        });
    }

    private void compare(YamlValue expected, String what, String received) {
        String text = expected.json().isNull() ? null : expected.text();
        if (text == null ? received != null : !text.equals(received)) {
            differences.add(new Difference(expected.line(), what, shown(text), shown(received)));
        }
    }

    private static String shown(String text) {
        return text == null ? "(absent)" : text;
    }

    void judge(CaseLog log) {
        Map<String, YamlValue> expected = members(routeCase.expect(), "calls");
        expected.forEach((step, calls) -> judge(step, calls, log.calls(step)));
        routeCase.mocks().keySet().forEach(step -> {
            if (!expected.containsKey(step) && log.calls(step).isEmpty()) {
                add(
                        routeCase.mockLine(step),
                        "the mock of '" + step + "' was never called; if that is right, expect 0 calls");
            }
        });
    }

    private void judge(String step, YamlValue expected, List<CaseLog.Call> calls) {
        String count = String.valueOf(calls.size());
        YamlValue times = expected.json().isObject() ? expected.get("times") : expected;
        if (times != null) {
            compare(times, "calls of " + step, count);
        } else if (calls.isEmpty()) {
            differences.add(new Difference(expected.line(), "calls of " + step, "1 or more", count));
        }
        int number = 0;
        for (CaseLog.Call call : calls) {
            String place = step + " call " + ++number;
            if (expected.has("uri")) {
                compare(expected.get("uri"), place + " uri", call.uri());
            }
            headers(place + " header", expected, call.headers());
            if (expected.has("body")) {
                new JsonComparison(place + " body", differences).subset(expected.get("body"), call.body());
            }
            if (expected.has("bodyText")) {
                compare(expected.get("bodyText"), place + " bodyText", call.text());
            }
        }
    }

    /** @param received null where the cache holds nothing for this key */
    void judge(String key, YamlValue expected, Token received, Instant now) {
        boolean none = expected.json().isNull();
        if (none || received == null) {
            if (none != (received == null)) {
                String token = received == null ? null : "a token of conversation " + received.conversationId();
                differences.add(
                        new Difference(expected.line(), "cache " + key, none ? "(absent)" : "a token", shown(token)));
            }
            return;
        }
        expected.members().forEach((name, value) -> {
            String place = "cache " + key + " " + name;
            switch (name) {
                case "expiresIn" -> compare(value, place, Duration.between(now, received.expiresAt()));
                case "lifetime" -> compare(value, place, received.lifetime());
                default -> compare(value, place, name.equals("token") ? received.value() : received.conversationId());
            }
        });
    }

    private void compare(YamlValue expected, String what, Duration received) {
        if (CaseReader.duration(expected.text()).toSeconds() != received.toSeconds()) {
            compare(expected, what, received.toSeconds() + "s");
        }
    }
}
