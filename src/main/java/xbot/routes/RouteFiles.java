package xbot.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import xbot.text.Sha256;

/**
 * One reading of the routes directory: what is hashed is what is loaded.
 *
 * @param contents by file name: {@code *.camel.yaml}, {@code *.schema.json} and {@code openapi.yaml}
 * @param ignored the names of what is no part of the set
 * @param hash identifies the content, however the lines of the files end
 */
public record RouteFiles(SortedMap<String, byte[]> contents, SortedSet<String> ignored, String hash) {

    static final String DOCUMENT = "openapi.yaml";

    private static final String ROUTES = ".camel.yaml";
    static final String SCHEMA = ".schema.json";
    private static final int ATTEMPTS = 3;

    public static RouteFiles read(Path directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return readOnce(directory);
            } catch (NoSuchFileException e) {
                // a ConfigMap was swapped between listing and reading
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Of each file by itself, to find the one that differs. */
    public SortedMap<String, String> hashes() {
        SortedMap<String, String> hashes = new TreeMap<>();
        contents.forEach((name, bytes) -> hashes.put(name, abbreviated(Sha256.of(bytes))));
        return hashes;
    }

    public static boolean isRoutes(String name) {
        return name.endsWith(ROUTES);
    }

    static boolean isSchema(String name) {
        return name.endsWith(SCHEMA);
    }

    private static boolean isPart(String name) {
        return (isRoutes(name) || isSchema(name) || name.equals(DOCUMENT)) && !name.startsWith(".");
    }

    private static RouteFiles readOnce(Path directory) throws IOException {
        // a ConfigMap volume is a farm of links into ..data: resolving that once pins one revision
        Path data = directory.resolve("..data");
        Path base = Files.isSymbolicLink(data) ? data.toRealPath() : directory.toRealPath();
        SortedMap<String, byte[]> contents = new TreeMap<>();
        SortedSet<String> ignored = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(base)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isPart(name)) {
                    contents.put(name, plain(Files.readAllBytes(file)));
                } else if (!name.startsWith(".")) {
                    ignored.add(Files.isDirectory(file) ? name + "/" : name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new RouteFiles(contents, ignored, hash(contents));
    }

    /** Without the byte order mark and the carriage returns of other systems. */
    private static byte[] plain(byte[] bytes) {
        // each byte is a character of its own here, so nothing else changes
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hash(SortedMap<String, byte[]> contents) {
        MessageDigest digest = Sha256.digest();
        contents.forEach((name, bytes) -> {
            digest.update((name + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return abbreviated(digest.digest());
    }

    private static String abbreviated(byte[] hash) {
        return HexFormat.of().formatHex(hash).substring(0, 12);
    }
}
