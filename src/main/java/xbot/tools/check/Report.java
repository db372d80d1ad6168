package xbot.tools.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xbot.routes.Finding;

/** Findings as a text for people, as JSON, or as SARIF 2.1.0 for CI annotations. */
final class Report {

    static final List<String> FORMATS = List.of("text", "json", "sarif");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Report() {}

    /** @param directory as it was given; the files of the findings lie in it */
    static String write(String format, String directory, List<Finding> findings) {
        try {
            return switch (format) {
                case "json" -> JSON.writeValueAsString(json(findings));
                case "sarif" -> JSON.writeValueAsString(sarif(findings));
                default -> text(directory, findings);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static long errors(List<Finding> findings) {
        return findings.stream().filter(Finding::isError).count();
    }

    private static String text(String directory, List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding).append('\n'));
        long errors = errors(findings);
        return text + directory + ": " + count(errors, "error") + ", " + count(findings.size() - errors, "warning");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static Map<String, Object> json(List<Finding> findings) {
        long errors = errors(findings);
        List<Map<String, Object>> rows = findings.stream()
                .map(finding -> Map.<String, Object>of(
                        "severity", level(finding),
                        "file", finding.file(),
                        "line", finding.line(),
                        "place", finding.place(),
                        "what", finding.what()))
                .toList();
        return Map.of("errors", errors, "warnings", findings.size() - errors, "findings", rows);
    }

    private static Map<String, Object> sarif(List<Finding> findings) {
        List<Object> rules = List.of(
                Map.of("id", "error", "shortDescription", Map.of("text", "The route set cannot serve")),
                Map.of("id", "warning", "shortDescription", Map.of("text", "A house rule")));
        Object tool = Map.of("driver", Map.of("name", "xbot-routes check", "rules", rules));
        List<Map<String, Object>> results =
                findings.stream().map(Report::result).toList();
        return Map.of(
                "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                "version", "2.1.0",
                "runs", List.of(Map.of("tool", tool, "results", results)));
    }

    private static Map<String, Object> result(Finding finding) {
        String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
        Object location = Map.of(
                "artifactLocation", Map.of("uri", finding.file()),
                "region", Map.of("startLine", Math.max(1, finding.line())));
        return Map.of(
                "ruleId", level(finding),
                "level", level(finding),
                "message", Map.of("text", place + finding.what()),
                "locations", List.of(Map.of("physicalLocation", location)));
    }

    private static String level(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
