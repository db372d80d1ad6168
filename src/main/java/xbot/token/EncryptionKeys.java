package xbot.token;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import xbot.text.SecretFile;
import xbot.text.Sha256;

/**
 * The keys of tokens that leave this process. The first one writes, all of them read, so that a key can be changed
 * without losing what was written with the old one.
 */
final class EncryptionKeys {

    private static final String PROPERTY = "xbot.cache.encryption-key-file";
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
            throw new IllegalArgumentException(
                    PROPERTY + " is required where the cache is shared: make one with 'openssl rand -base64 32'");
        }
        return new SecretFile<>(PROPERTY, file, EncryptionKeys::of).get();
    }

    private static EncryptionKeys of(List<String> lines) {
        return new EncryptionKeys(lines.stream().map(EncryptionKeys::key).toList());
    }

    private static Key key(String line) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            secret = new byte[0];
        }
        if (secret.length != KEY_LENGTH) {
            throw new IllegalArgumentException("has a line that is not 32 bytes in base64");
        }
        return new Key(Arrays.copyOf(Sha256.of(secret), ID_LENGTH), secret);
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
