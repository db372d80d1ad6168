package xbot.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xbot.text.DiskFile;

/** Reads the member {@code direct-line} of a partner. */
final class DirectLineReader {

    private static final String SECRET = "secret";
    private static final String SECRET_FILE = "secret-file";
    private static final String BAD_SECRET = "is not one line of 1 to 512 visible ASCII characters";

    private final Map<String, DiskFile> secretFiles;

    DirectLineReader(Map<String, DiskFile> secretFiles) {
        this.secretFiles = secretFiles;
    }

    DirectLine read(YamlMapping directLine) {
        URI baseUri = directLine
                .required("base-uri", DirectLineReader::baseUri, "is not an https URI of a host and nothing else")
                .orElse(null);
        List<String> trustedOrigins = directLine.items(
                "trusted-origins", text -> WebOrigin.parse(text).toString());
        boolean bindUser = directLine
                .optional("bind-user", DirectLineReader::flag, "is not true or false")
                .orElse(true);
        return new DirectLine(baseUri, secret(directLine).orElse(null), trustedOrigins, bindUser);
    }

    private Optional<Secret> secret(YamlMapping directLine) {
        if (directLine.has(SECRET) == directLine.has(SECRET_FILE)) {
            directLine.refuse(
                    SECRET, directLine.has(SECRET) ? "is given as well as secret-file" : "and secret-file are missing");
            return Optional.empty();
        }
        return directLine.has(SECRET)
                ? directLine.optional(SECRET, Secret::ofLine, BAD_SECRET)
                : directLine
                        .optional(SECRET_FILE, secretFiles::get, "is not a path")
                        .flatMap(file -> secret(directLine, file));
    }

    private static Optional<Secret> secret(YamlMapping directLine, DiskFile file) {
        if (!file.isRead()) {
            directLine.refuse(SECRET_FILE, file.fault());
            return Optional.empty();
        }
        try {
            return Optional.of(Secret.ofLine(new String(file.bytes(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            directLine.refuse(SECRET_FILE, BAD_SECRET);
            return Optional.empty();
        }
    }

    private static URI baseUri(String text) {
        return WebOrigin.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
