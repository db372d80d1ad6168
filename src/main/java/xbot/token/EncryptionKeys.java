package xbot.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The keys of tokens that leave this process. The first one writes, all of them read, so that a key can be changed
 * without losing what was written with the old one.
 */
final class EncryptionKeys {

    static final int ID_LENGTH = 4;
    private static final int KEY_LENGTH = 32;

    /**
     * A key and what a value says of it.
     *
     * @param id the first bytes of the key's SHA-256
     */
    record Key(byte[] id, byte[] secret) {

        @Override
        public String toString() {
            return "Key[****]";
        }
    }

    private final List<Key> keys;

    private EncryptionKeys(List<Key> keys) {
        this.keys = keys;
    }

    /** @param file a key a line: 32 random bytes in base64 */
    static EncryptionKeys read(Path file) {
        if (file == null) {
            throw invalid("is required where the cache is shared: make one with 'openssl rand -base64 32'");
        }
        try {
            List<Key> keys = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    keys.add(key(line.strip(), file));
                }
            }
            if (keys.isEmpty()) {
                throw invalid(file + " is empty");
            }
            return new EncryptionKeys(List.copyOf(keys));
        } catch (IOException e) {
            throw invalid(file + " cannot be read");
        }
    }

    private static Key key(String line, Path file) {
        try {
            byte[] secret = Base64.getDecoder().decode(line);
            if (secret.length == KEY_LENGTH) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
                return new Key(Arrays.copyOf(hash, ID_LENGTH), secret);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // said below, without the line
        }
        throw invalid(file + ": a line is not 32 bytes in base64");
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("xbot.cache.encryption-key-file " + what);
    }

    Key first() {
        return keys.get(0);
    }

    /** Null for a key that is not, or no longer, in the file. */
    Key byId(byte[] id) {
        return keys.stream()
                .filter(key -> Arrays.equals(key.id(), id))
                .findFirst()
                .orElse(null);
    }
}
