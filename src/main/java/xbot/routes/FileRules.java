package xbot.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import xbot.steps.BodySchema;
import xbot.text.Findings;
import xbot.text.YamlReader;
import xbot.text.YamlValue;

/** Each file of the set by itself: is it YAML, a JSON Schema, an OpenAPI document. */
public final class FileRules {

    private static final int MAX_LEVELS = 200;
    private static final int MAX_VALUES = 20_000;

    private FileRules() {}

    /** @param contents of all files of the set, by name */
    public static void judge(Map<String, byte[]> contents, Consumer<Finding> findings) {
        contents.forEach((file, bytes) -> {
            if (RouteFiles.isRoutes(file)) {
                read(file, bytes, findings);
            } else if (RouteFiles.isSchema(file)) {
                checkSchema(file, bytes, findings);
            } else {
                read(file, bytes, findings).ifPresent(root -> checkDocument(file, root, contents.keySet(), findings));
            }
        });
        if (contents.keySet().stream().noneMatch(RouteFiles::isRoutes)) {
            findings.accept(Finding.error("", 0, "there is no *.camel.yaml file"));
        }
    }

    /** The tree of a YAML file, or nothing and findings. */
    public static Optional<YamlValue> read(String file, byte[] bytes, Consumer<Finding> findings) {
        Findings found = new Findings();
        Optional<YamlValue> root = YamlReader.read(bytes, MAX_LEVELS, false, found);
        if (root.isPresent() && root.get().size() > MAX_VALUES) {
            found.add(1, "it has more than " + MAX_VALUES + " values, with what its aliases repeat");
        }
        found.byLine().forEach(fault -> findings.accept(Finding.error(file, Math.max(1, fault.line()), fault.what())));
        return root.filter(value -> found.isEmpty());
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

    /** OpenAPI 3.0 knows no JSON Schema. */
    private static void checkDocument(String file, YamlValue root, Set<String> files, Consumer<Finding> findings) {
        String version = root.text("openapi");
        if (version == null || !version.startsWith("3.1.")) {
            findings.accept(Finding.error(file, 1, "is not an OpenAPI document of version 3.1"));
        }
        root.all().filter(value -> value.text("$ref") != null).forEach(value -> {
            String target = value.text("$ref").replaceFirst("#.*", "").replaceFirst("^\\./", "");
            if (!target.isEmpty() && !files.contains(target)) {
                findings.accept(Finding.error(
                        file, value.line("$ref"), "$ref to '" + target + "', which is no file of the route set"));
            }
        });
    }
}
