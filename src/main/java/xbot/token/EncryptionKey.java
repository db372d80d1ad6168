package xbot.token;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.util.Assert;
import xbot.text.SecretFile;
import xbot.text.Sha256;

/**
 * Encrypts tokens that leave this process.
 *
 * @param id the first bytes of its SHA-256, by which an entry names it
 */
record EncryptionKey(byte[] id, byte[] secret) {

    static final int ID_LENGTH = 4;

    private static final String PROPERTY = "xbot.cache.encryption-key-file";
    private static final int LENGTH = 32;

    /**
     * The first one writes, all of them read, so that a key can be changed without losing what was written with the old
     * one.
     *
     * @param file a key a line: 32 random bytes in base64
     */
    static List<EncryptionKey> read(Path file) {
        Assert.notNull(
                file, PROPERTY + " is required where the cache is shared: make one with 'openssl rand -base64 32'");
        return new SecretFile<>(
                        PROPERTY,
                        file,
                        lines -> lines.stream().map(EncryptionKey::of).toList())
                .get();
    }

    private static EncryptionKey of(String line) {
        byte[] secret = {};
        try {
            secret = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            // it has no length that would do
        }
        Assert.isTrue(secret.length == LENGTH, "has a line that is not 32 bytes in base64");
        return new EncryptionKey(Arrays.copyOf(Sha256.of(secret), ID_LENGTH), secret);
    }
}
