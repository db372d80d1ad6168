package xbot.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.function.Consumer;
import xbot.steps.BodySchema;

/** Each file of the set by itself: is it YAML, a JSON Schema, an OpenAPI document. */
public final class FileRules {

    private FileRules() {}

    /** @param contents of all files of the set, by name */
    public static void judge(Map<String, byte[]> contents, Consumer<Finding> findings) {
        contents.forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                RouteYaml.read(file, bytes, findings);
            } else if (RouteFiles.isSchema(file)) {
                checkSchema(file, bytes, findings);
            } else {
                DocumentRules.judge(file, bytes, contents.keySet(), findings);
            }
        });
        if (contents.keySet().stream().noneMatch(RouteFiles::isRoutes)) {
            findings.accept(Finding.error("", 0, "there is no *.camel.yaml file"));
        }
    }

    private static void checkSchema(String file, byte[] bytes, Consumer<Finding> findings) {
        try {
            BodySchema.parse(bytes);
        } catch (IllegalArgumentException e) {
            String what = e.getMessage();
            int line = 1;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
                    line = Math.max(1, json.getLocation().getLineNr());
                    what = "is not JSON: " + json.getOriginalMessage();
                }
            }
            String plain = what.replaceAll("\\s+", " ")
                    .replaceAll(" (\\(for |at )?\\[Source.*", "")
                    .replaceAll(" \\(for \\w+ starting.*", "");
            findings.accept(Finding.error(file, line, plain));
        }
    }
}
