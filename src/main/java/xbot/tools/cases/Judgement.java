package xbot.tools.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xbot.front.RouteExchange;
import xbot.token.Token;

/** Compares what a case expects with what happened. */
final class Judgement {

    private final RouteCase routeCase;
    private final List<Difference> differences = new ArrayList<>();

    Judgement(RouteCase routeCase) {
        this.routeCase = routeCase;
    }

    List<Difference> differences() {
        return differences;
    }

    /** Where a call had no mock all else follows from that. */
    boolean isMocked(CaseLog log) {
        for (String step : log.unmocked()) {
            differences.add(Difference.of(routeCase.line(), "step '" + step + "' was called but has no mock"));
        }
        return log.unmocked().isEmpty();
    }

    void noAnswer() {
        differences.add(Difference.of(routeCase.line(), "the route gave no answer within 30 s"));
    }

    void unhandled() {
        differences.add(Difference.of(routeCase.line(), "the route ended with a failure that no onException handles"));
    }

    void judge(RouteExchange answer) {
        RouteCase.Expectation expect = routeCase.expect();
        if (expect.status() != null) {
            compare(expect.status(), "status", expect.status().text(), String.valueOf(answer.status()));
        }
        headers("header", expect.headers(), answer.headers());
        JsonNode body = CaseLog.json(answer.body());
        if (expect.body() != null) {
            new JsonComparison("body", differences).subset(expect.body(), body);
        }
        expect.json()
                .forEach((pointer, value) ->
                        new JsonComparison("json", differences).same(pointer, value, body.at(pointer)));
    }

    private void headers(String place, Map<String, CaseNode> expected, Map<String, ?> received) {
        expected.forEach((name, value) ->
                compare(value, place + " " + name, value.isNull() ? null : value.text(), received.get(name)));
    }

    private void compare(CaseNode at, String what, String expected, Object received) {
        String text = received == null ? null : received.toString();
        if (expected == null ? text != null : !expected.equals(text)) {
            differences.add(new Difference(at.line(), what, shown(expected), shown(text)));
        }
    }

    private static String shown(String text) {
        return text == null ? "(absent)" : text;
    }

    void judge(CaseLog log) {
        Map<String, RouteCase.ExpectedCalls> expected = routeCase.expect().calls();
        expected.forEach((step, calls) -> judge(step, calls, log.calls(step)));
        routeCase.mocks().forEach((step, mock) -> {
            if (!expected.containsKey(step) && log.calls(step).isEmpty()) {
                differences.add(Difference.of(
                        mock.line(), "the mock of '" + step + "' was never called; if that is right, expect 0 calls"));
            }
        });
    }

    private void judge(String step, RouteCase.ExpectedCalls expected, List<CaseLog.Call> calls) {
        String times = String.valueOf(calls.size());
        if (expected.times() != null) {
            compare(expected.times(), "calls of " + step, expected.times().text(), times);
        } else if (calls.isEmpty()) {
            differences.add(new Difference(expected.line(), "calls of " + step, "1 or more", times));
        }
        int number = 0;
        for (CaseLog.Call call : calls) {
            String place = step + " call " + ++number;
            if (expected.uri() != null) {
                compare(expected.uri(), place + " uri", expected.uri().text(), call.uri());
            }
            headers(place + " header", expected.headers(), call.headers());
            if (expected.body() != null) {
                new JsonComparison(place + " body", differences).subset(expected.body(), call.body());
            }
        }
    }

    /** @param received null where the cache holds nothing for this key */
    void judge(String key, Token received, Instant now) {
        RouteCase.ExpectedEntry expected = routeCase.expect().cache().get(key);
        if (expected.none() || received == null) {
            if (!expected.none() || received != null) {
                differences.add(new Difference(
                        expected.line(),
                        "cache " + key,
                        expected.none() ? "(absent)" : "a token",
                        shown(token(received))));
            }
            return;
        }
        expected.members().forEach((name, value) -> {
            String place = "cache " + key + " " + name;
            switch (name) {
                case "expiresIn" -> compare(value, place, Duration.between(now, received.expiresAt()));
                case "lifetime" -> compare(value, place, received.lifetime());
                default ->
                    new JsonComparison(place, differences)
                            .same("", value, text(name.equals("token") ? received.value() : received.conversationId()));
            }
        });
    }

    private void compare(CaseNode expected, String what, Duration received) {
        Duration duration = CaseReader.duration(expected);
        if (duration.toSeconds() != received.toSeconds()) {
            compare(expected, what, expected.text(), received.toSeconds() + "s");
        }
    }

    private static String token(Token token) {
        return token == null ? null : "a token of conversation " + token.conversationId();
    }

    private static JsonNode text(String text) {
        return text == null ? MissingNode.getInstance() : TextNode.valueOf(text);
    }
}
