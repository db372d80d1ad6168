package xbot.tools.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(Duration.class, new FromStringDeserializer<>(Duration.class) {
                @Override
                protected Duration _deserialize(String text, DeserializationContext context) {
                    return duration(text);
                }
            }))
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What a case need not say. */
    private static final String WELL_FORMED = """
            {"limit": "10s",
             "given": {"clock": "2026-07-01T08:00:00Z", "cache": {}},
             "request": {"method": "POST", "headers": {}, "peer": "127.0.0.1", "times": 1,
                         "body": {"userInfo": {"id": "an", "name": "An"}}},
             "mocks": {}}
            """;

    private static final Set<String> MERGED = Set.of("given", "request", "headers", "cache");
    private static final List<String> BODIES = List.of("body", "bodyText", "bodySize");

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
            YamlValue root =
                    YamlReader.read(disk.bytes(), MAX_LEVELS, false, found).orElse(null);
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
        try {
            ObjectNode all = (ObjectNode) JSON.readTree(WELL_FORMED);
            all.withObjectProperty("given").put("partner", partners.get(0));
            merge(all, root.json());
            merge(all, item.json());
            RouteCase read = JSON.treeToValue(all, RouteCase.class).of(file, item);
            checkPartner(item, read.given().partner());
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void checkPartner(YamlValue item, String partner) {
        if (!partners.contains(partner)) {
            YamlValue given = item.has("given") && item.get("given").has("partner") ? item : root;
            findings.add(
                    given.get("given").line("partner"),
                    "there is no partner '" + partner + "'" + Spelling.suggestion(partner, partners));
        }
    }

    private static void merge(ObjectNode base, JsonNode over) {
        if (BODIES.stream().anyMatch(over::has)) {
            base.remove(BODIES);
        }
        over.properties().forEach(member -> {
            if (MERGED.contains(member.getKey()) && base.path(member.getKey()) instanceof ObjectNode below) {
                merge(below, member.getValue());
            } else {
                base.set(member.getKey(), member.getValue());
            }
        });
    }

    static Duration duration(String text) {
        return DurationStyle.detectAndParse(text);
    }
}
