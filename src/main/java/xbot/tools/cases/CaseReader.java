package xbot.tools.cases;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;

/** Reads one case of a file. */
final class CaseReader {

    private static final Instant CLOCK = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final byte[] BODY =
            "{\"userInfo\":{\"id\":\"an\",\"name\":\"An\"}}".getBytes(StandardCharsets.UTF_8);
    private static final String DURATION = "a duration such as 50m or 300ms";

    private final CaseFile file;
    private final List<String> partners;

    CaseReader(CaseFile file, List<String> partners) {
        this.file = file;
        this.partners = partners;
    }

    RouteCase read(CaseNode item) {
        Map<String, CaseNode> members = item.members(List.of("name", "given", "request", "mocks", "expect"));
        for (String required : List.of("name", "expect")) {
            if (item.isMapping() && !members.containsKey(required)) {
                item.refuse("a case has no " + required);
            }
        }
        Map<String, CaseNode> expect =
                map(members, "expect", e -> e.members(List.of("status", "headers", "body", "json", "calls", "cache")));
        if (members.containsKey("expect") && expect.isEmpty()) {
            item.refuse("a case expects nothing");
        }
        return new RouteCase(
                file,
                item.line(),
                get(members, "name", CaseNode::text, null),
                given(map(members, "given", g -> g.members(List.of("clock", "partner", "cache")))),
                request(map(
                        members,
                        "request",
                        r -> r.members(List.of(
                                "method", "query", "headers", "body", "bodyText", "bodySize", "peer", "times")))),
                each(map(members, "mocks", CaseNode::members), CaseReader::mock),
                expectation(expect));
    }

    private RouteCase.Given given(Map<String, CaseNode> given) {
        String partner = get(given, "partner", CaseNode::text, partners.isEmpty() ? "" : partners.get(0));
        if (given.containsKey("partner") && partner != null && !partners.contains(partner)) {
            given.get("partner")
                    .refuse("there is no partner '" + partner + "'" + CaseNode.suggestion(partner, partners));
        }
        return new RouteCase.Given(
                get(given, "clock", c -> c.read(Instant::parse, "an instant such as " + CLOCK), CLOCK),
                partner,
                each(map(given, "cache", CaseNode::members), CaseReader::cached));
    }

    private static RouteCase.CachedToken cached(CaseNode entry) {
        Map<String, CaseNode> members = entry.members(List.of("conversationId", "token", "expiresIn", "lifetime"));
        for (String required : List.of("conversationId", "token", "expiresIn")) {
            if (!members.containsKey(required)) {
                entry.refuse("a cached token has no " + required);
            }
        }
        return new RouteCase.CachedToken(
                get(members, "conversationId", CaseNode::text, ""),
                get(members, "token", CaseNode::text, ""),
                get(members, "expiresIn", CaseReader::duration, LIFETIME),
                get(members, "lifetime", CaseReader::duration, LIFETIME));
    }

    private static RouteCase.CaseRequest request(Map<String, CaseNode> request) {
        Integer times = get(request, "times", n -> n.read(CaseReader::positive, "a positive number"), 1);
        return new RouteCase.CaseRequest(
                get(request, "method", CaseNode::text, "POST"),
                get(request, "query", CaseNode::text, null),
                each(map(request, "headers", CaseNode::members), CaseReader::values),
                body(request, BODY),
                get(request, "peer", CaseNode::text, "127.0.0.1"),
                times == null ? 1 : times);
    }

    private static List<String> values(CaseNode header) {
        if (header.isNull()) {
            return List.of();
        }
        return header.isList() ? header.items().stream().map(CaseNode::text).toList() : List.of(text(header));
    }

    private static String text(CaseNode node) {
        String text = node.text();
        return text == null ? "" : text;
    }

    private static byte[] body(Map<String, CaseNode> members, byte[] otherwise) {
        List<CaseNode> given = members.values().stream()
                .filter(member -> member.name().startsWith("body"))
                .toList();
        if (given.isEmpty()) {
            return otherwise;
        }
        CaseNode body = given.get(0);
        if (given.size() > 1) {
            given.get(1).refuse("a message has one body: " + body.name() + " is given too");
        }
        return switch (body.name()) {
            case "bodyText" -> text(body).getBytes(StandardCharsets.UTF_8);
            case "bodySize" -> body.read(CaseReader::blanks, "a number of bytes up to 16777216");
            default -> body.isNull() ? null : body.json().toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] blanks(String size) {
        int bytes = Integer.parseInt(size);
        if (bytes > 1 << 24) {
            throw new IllegalArgumentException();
        }
        byte[] blanks = new byte[bytes];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static RouteCase.Mock mock(CaseNode mock) {
        List<CaseNode> answers = mock.isList() ? mock.items() : List.of(mock);
        if (answers.isEmpty()) {
            mock.refuse("the mock of '" + mock.name() + "' has no answer");
        }
        return new RouteCase.Mock(
                mock.line(), answers.stream().map(CaseReader::answer).toList());
    }

    private static RouteCase.MockAnswer answer(CaseNode answer) {
        Map<String, CaseNode> members =
                answer.members(List.of("delay", "status", "headers", "body", "bodyText", "bodySize", "fault"));
        return new RouteCase.MockAnswer(
                get(members, "delay", CaseReader::duration, Duration.ZERO),
                get(members, "status", n -> n.read(CaseReader::status, "a status from 100 to 599"), null),
                each(map(members, "headers", CaseNode::members), CaseReader::text),
                body(members, null),
                get(members, "fault", n -> n.read(CaseReader::fault, "connection-refused, reset or timeout"), null));
    }

    private static RouteCase.Fault fault(String name) {
        if (!name.matches("[a-z-]+")) {
            throw new IllegalArgumentException();
        }
        return RouteCase.Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static RouteCase.Expectation expectation(Map<String, CaseNode> expect) {
        CaseNode status = expect.get("status");
        if (status != null) {
            status.read(CaseReader::status, "a status from 100 to 599");
        }
        Map<String, CaseNode> json = map(expect, "json", CaseNode::members);
        json.forEach((pointer, value) -> {
            try {
                JsonPointer.compile(pointer);
            } catch (IllegalArgumentException e) {
                value.refuse("'" + pointer + "' is not a JSON Pointer such as /data/expiresIn (RFC 6901)");
            }
        });
        return new RouteCase.Expectation(
                status,
                headers(expect),
                expect.get("body"),
                json,
                each(map(expect, "calls", CaseNode::members), CaseReader::calls),
                each(map(expect, "cache", CaseNode::members), CaseReader::entry));
    }

    private static RouteCase.ExpectedCalls calls(CaseNode calls) {
        if (!calls.isMapping()) {
            calls.read(CaseReader::count, "a number of calls, or a mapping");
            return new RouteCase.ExpectedCalls(calls.line(), calls, null, Map.of(), null);
        }
        Map<String, CaseNode> members = calls.members(List.of("times", "uri", "headers", "body"));
        if (members.containsKey("times")) {
            members.get("times").read(CaseReader::count, "a number of calls");
        }
        get(members, "uri", CaseNode::text, null);
        return new RouteCase.ExpectedCalls(
                calls.line(), members.get("times"), members.get("uri"), headers(members), members.get("body"));
    }

    private static Map<String, CaseNode> headers(Map<String, CaseNode> members) {
        Map<String, CaseNode> headers = map(members, "headers", CaseNode::members);
        headers.values().stream().filter(header -> !header.isNull()).forEach(CaseNode::text);
        return headers;
    }

    private static RouteCase.ExpectedEntry entry(CaseNode entry) {
        if (entry.isNull()) {
            return new RouteCase.ExpectedEntry(entry.line(), true, Map.of());
        }
        Map<String, CaseNode> members = entry.members(List.of("conversationId", "token", "expiresIn", "lifetime"));
        members.values().stream()
                .filter(member ->
                        member.name().equals("expiresIn") || member.name().equals("lifetime"))
                .forEach(CaseReader::duration);
        return new RouteCase.ExpectedEntry(entry.line(), false, members);
    }

    static Duration duration(CaseNode node) {
        return node.read(DurationStyle::detectAndParse, DURATION);
    }

    private static int status(String text) {
        int status = Integer.parseInt(text);
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException();
        }
        return status;
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 0) {
            throw new IllegalArgumentException();
        }
        return count;
    }

    private static int positive(String text) {
        int count = count(text);
        if (count == 0 || count > 1000) {
            throw new IllegalArgumentException();
        }
        return count;
    }

    private static <T> T get(Map<String, CaseNode> members, String name, Function<CaseNode, T> reader, T otherwise) {
        CaseNode member = members.get(name);
        return member == null ? otherwise : reader.apply(member);
    }

    private static Map<String, CaseNode> map(
            Map<String, CaseNode> members, String name, Function<CaseNode, Map<String, CaseNode>> reader) {
        return get(members, name, reader, Map.of());
    }

    private static <T> Map<String, T> each(Map<String, CaseNode> members, Function<CaseNode, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        members.forEach((name, member) -> read.put(name, reader.apply(member)));
        return read;
    }
}
