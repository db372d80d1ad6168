package xbot.tools.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import xbot.routes.Finding;
import xbot.text.DiskFile;
import xbot.text.FileSchema;
import xbot.text.Findings;
import xbot.text.Spelling;
import xbot.text.YamlReader;
import xbot.text.YamlValue;

/** Reads the cases of a file; all that is wrong with it becomes findings. */
final class CaseReader {

    static final String SUFFIX = ".test.yaml";

    private static final FileSchema SCHEMA = new FileSchema(
            "/schemas/route-case.schema.json",
            Map.of("cases", "case", "cache", "cached token", "calls", "calls of", "json", "pointer", "mocks", "mock"),
            false);
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_LEVELS = 30;
    private static final Instant CLOCK = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final byte[] BODY =
            "{\"userInfo\":{\"id\":\"an\",\"name\":\"An\"}}".getBytes(StandardCharsets.UTF_8);

    private final YamlValue root;
    private final CaseFile file;
    private final List<String> partners;
    private final Findings findings;

    private CaseReader(Path path, YamlValue root, Findings findings) {
        this.root = root;
        this.findings = findings;
        String name = path.getFileName().toString();
        file = new CaseFile(
                path.toString(),
                root.has("route") ? root.text("route") : name.substring(0, name.length() - SUFFIX.length()),
                root.line("route"),
                CasePartners.file(root.get("partners")),
                root.line("partners"));
        partners = CasePartners.ids(root.get("partners"));
    }

    /** @return none where there are findings */
    static List<RouteCase> read(Path path, Collection<Finding> findings) {
        Findings found = new Findings();
        DiskFile disk = DiskFile.read(path, MAX_BYTES);
        List<RouteCase> cases = List.of();
        if (disk.isRead()) {
            YamlValue root = YamlReader.read(disk.bytes(), MAX_LEVELS, found).orElse(null);
            if (found.isEmpty()) {
                SCHEMA.check(root, found);
            }
            if (found.isEmpty()) {
                cases = new CaseReader(path, root, found).cases();
            }
        } else {
            found.add(1, "it " + disk.fault());
        }
        found.byLine().forEach(f -> findings.add(finding(path.toString(), Math.max(1, f.line()), f.what())));
        return found.isEmpty() ? cases : List.of();
    }

    static Finding finding(String file, int line, String what) {
        return new Finding(Finding.Severity.ERROR, file, line, "", what);
    }

    /** All case files of a directory, by name. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private List<RouteCase> cases() {
        Set<String> names = new HashSet<>();
        root.items("cases")
                .filter(item -> !names.add(item.text("name")))
                .forEach(item -> findings.add(item.line(), "another case has the name '" + item.text("name") + "'"));
        return root.items("cases").map(this::routeCase).toList();
    }

    private RouteCase routeCase(YamlValue item) {
        CasePart request = part(item, "request");
        YamlValue times = request.get("times");
        return new RouteCase(
                file,
                item.line(),
                item.text("name"),
                duration(item.get("limit"), LIMIT),
                given(part(item, "given")),
                new RouteCase.CaseRequest(
                        request.text("method", "POST"),
                        request.text("query", null),
                        request.each("headers", CaseReader::values),
                        request.body(BODY),
                        request.text("peer", "127.0.0.1"),
                        times == null ? 1 : times.json().intValue()),
                new CasePart(item, null).each("mocks", CaseReader::mock),
                item.get("expect"));
    }

    private CasePart part(YamlValue item, String name) {
        return new CasePart(item.get(name), root.get(name));
    }

    private RouteCase.Given given(CasePart given) {
        String partner = given.text("partner", partners.get(0));
        if (!partners.contains(partner)) {
            findings.add(
                    given.get("partner").line(),
                    "there is no partner '" + partner + "'" + Spelling.suggestion(partner, partners));
        }
        YamlValue clock = given.get("clock");
        return new RouteCase.Given(
                clock == null ? CLOCK : Instant.parse(clock.text()), partner, given.each("cache", CaseReader::token));
    }

    private static RouteCase.CachedToken token(YamlValue entry) {
        return new RouteCase.CachedToken(
                entry.text("conversationId"),
                entry.text("token"),
                duration(entry.get("expiresIn"), LIFETIME),
                duration(entry.get("lifetime"), LIFETIME));
    }

    private static List<String> values(YamlValue header) {
        if (header.json().isNull()) {
            return List.of();
        }
        return header.json().isArray()
                ? header.items().stream().map(YamlValue::text).toList()
                : List.of(header.text());
    }

    private static RouteCase.Mock mock(YamlValue mock) {
        List<YamlValue> answers = mock.json().isArray() ? mock.items() : List.of(mock);
        return new RouteCase.Mock(
                mock.line(), answers.stream().map(CaseReader::answer).toList());
    }

    private static RouteCase.MockAnswer answer(YamlValue answer) {
        CasePart part = new CasePart(answer, null);
        String fault = part.text("fault", null);
        return new RouteCase.MockAnswer(
                duration(answer.get("delay"), Duration.ZERO),
                answer.has("status") ? answer.get("status").json().intValue() : null,
                part.each("headers", YamlValue::text),
                part.body(null),
                fault == null
                        ? null
                        : RouteCase.Fault.valueOf(fault.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    static Duration duration(YamlValue value, Duration otherwise) {
        return value == null ? otherwise : DurationStyle.detectAndParse(value.text());
    }
}
