package xbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of a document, as they stand there. */
final class Runbook {

    private static final Pattern BLOCK = Pattern.compile("^```bash\n(.*?)\n```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Runbook() {}

    /** The fenced blocks of one section, in order. */
    static List<String> commands(Path document, String heading) throws IOException {
        String text = Files.readString(document);
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("%s has no section '%s'".formatted(document, heading));
        }
        int end = text.indexOf("\n## ", start + 1);
        return BLOCK.matcher(text.substring(start, end < 0 ? text.length() : end))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
