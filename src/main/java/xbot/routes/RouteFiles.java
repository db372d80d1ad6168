package xbot.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One reading of the routes directory: what is hashed is what is loaded.
 *
 * @param contents by file name: {@code *.camel.yaml}, {@code *.schema.json} and {@code openapi.yaml}
 * @param hash identifies the content
 */
record RouteFiles(SortedMap<String, byte[]> contents, String hash) {

    static final String DOCUMENT = "openapi.yaml";

    private static final String ROUTES = ".camel.yaml";
    private static final String SCHEMA = ".schema.json";
    private static final int ATTEMPTS = 3;

    static RouteFiles read(Path directory) throws IOException {
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

    static boolean isRoutes(String name) {
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
        try (DirectoryStream<Path> files = Files.newDirectoryStream(base)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isPart(name)) {
                    contents.put(name, Files.readAllBytes(file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new RouteFiles(contents, hash(contents));
    }

    private static String hash(SortedMap<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, bytes) -> {
                digest.update((name + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
