package xbot.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a whole key: what is on file instead of the key. Compares in constant time, prints as {@code ***}. */
public final class KeyHash {

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(KeyHash::sha256);
    private static final int HEX_DIGITS = 64;

    private final byte[] bytes;

    private KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static KeyHash of(String key) {
        return new KeyHash(DIGEST.get().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    static KeyHash parse(String hex) {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("a hash is 64 hexadecimal digits");
        }
        return new KeyHash(HexFormat.of().parseHex(hex));
    }

    static boolean isHash(String text) {
        return text.length() == HEX_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    @Override
    public String toString() {
        return "***";
    }
}
