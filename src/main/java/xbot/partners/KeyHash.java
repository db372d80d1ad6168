package xbot.partners;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import xbot.text.Sha256;

/** The SHA-256 of a whole key: what is on file instead of the key. Compares in constant time, prints as {@code ***}. */
public final class KeyHash {

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);
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
