package xbot.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Files for {@code xbot.cache.encryption-key-file} with obvious test keys. */
public final class EncryptionKeyFile {

    private EncryptionKeyFile() {}

    /** @param names of at most 32 characters, padded to make keys; the first one writes */
    public static Path of(String... names) {
        try {
            return Files.writeString(
                    Files.createTempFile("encryption-key", null),
                    Arrays.stream(names).map(EncryptionKeyFile::key).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String name) {
        byte[] padded = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 32);
        return Base64.getEncoder().encodeToString(padded);
    }
}
