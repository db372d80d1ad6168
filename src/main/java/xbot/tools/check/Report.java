package xbot.tools.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import xbot.routes.Finding;

/** Findings as a text for people, as JSON, or as SARIF 2.1.0 for CI annotations. */
enum Report {
    TEXT {
        @Override
        String write(String directory, List<Finding> findings) {
            StringBuilder text = new StringBuilder();
            findings.forEach(finding -> text.append(finding).append('\n'));
            long errors = errors(findings);
            return text + directory + ": " + count(errors, "error") + ", " + count(findings.size() - errors, "warning");
        }
    },
    JSON {
        @Override
        String write(String directory, List<Finding> findings) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            long errors = errors(findings);
            report.put("errors", errors).put("warnings", findings.size() - errors);
            var list = report.putArray("findings");
            findings.forEach(finding -> list.addObject()
                    .put("severity", level(finding))
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("place", finding.place())
                    .put("what", finding.what()));
            return pretty(report);
        }
    },
    SARIF {
        @Override
        String write(String directory, List<Finding> findings) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                    .put("version", "2.1.0");
            ObjectNode run = report.putArray("runs").addObject();
            ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "xbot-routes check");
            var rules = driver.putArray("rules");
            rules.addObject()
                    .put("id", "error")
                    .putObject("shortDescription")
                    .put("text", "The route set cannot serve");
            rules.addObject().put("id", "warning").putObject("shortDescription").put("text", "A house rule");
            var results = run.putArray("results");
            for (Finding finding : findings) {
                ObjectNode result = results.addObject();
                result.put("ruleId", level(finding)).put("level", level(finding));
                String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
                result.putObject("message").put("text", place + finding.what());
                ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
                location.putObject("artifactLocation").put("uri", finding.file());
                location.putObject("region").put("startLine", Math.max(1, finding.line()));
            }
            return pretty(report);
        }
    };

    /** @param directory as it was given; the files of the findings lie in it */
    abstract String write(String directory, List<Finding> findings);

    static long errors(List<Finding> findings) {
        return findings.stream().filter(Finding::isError).count();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String level(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String pretty(ObjectNode report) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
