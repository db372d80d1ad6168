package xbot.tools.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Set;
import xbot.webchat.InitRequestSchema;

/** The JSON Schemas of the set: each is one, and each route that checks a body has its own. */
final class SchemaFileCheck implements Rule {

    private static final String SUFFIX = ".schema.json";

    private final Set<String> files;

    SchemaFileCheck(Set<String> files) {
        this.files = files;
    }

    static boolean isSchema(String file) {
        return file.endsWith(SUFFIX);
    }

    static void read(String file, byte[] bytes, Findings findings) {
        try {
            InitRequestSchema.parse(bytes);
        } catch (IllegalArgumentException e) {
            String what = e.getMessage();
            int line = 1;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
                    line = Math.max(1, json.getLocation().getLineNr());
                    what = "is not JSON: " + json.getOriginalMessage();
                }
            }
            findings.error(
                    file,
                    line,
                    what.replaceAll("\\s+", " ")
                            .replaceAll(" (\\(for |at )?\\[Source.*", "")
                            .replaceAll(" \\(for \\w+ starting.*", ""));
        }
    }

    @Override
    public void judge(RouteTree tree, Findings findings) {
        tree.all()
                .filter(element ->
                        element.name().equals("ref") && element.text().equals("initRequestCheck"))
                .forEach(ref -> ref.route()
                        .map(route -> route.textOf("id") + SUFFIX)
                        .ifPresent(file -> {
                            if (!files.contains(file)) {
                                findings.error(ref, "initRequestCheck needs the file " + file);
                            }
                        }));
    }
}
