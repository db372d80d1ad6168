package xbot.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes a token so that only pods with the key can read it, and only as this user's: AES-256-GCM with a key of its own
 * for each cache key (HMAC-SHA-256 of it, NIST SP 800-108), which also keeps random nonces few under each.
 *
 * <p>An entry is version (1 byte), key id (4), rank (57, see {@link Token#rank()}), nonce (12), then encrypted: expiry,
 * lifetime, conversation id and token, a line each; then the tag (16).
 */
final class TokenCipher {

    /** Stands in the key too: pods of two versions do not see each other's entries. */
    static final byte VERSION = 3;

    static final int RANK_BEGINS = 1 + EncryptionKey.ID_LENGTH;

    private static final int NONCE_BEGINS = RANK_BEGINS + Token.RANK_LENGTH;
    private static final int NONCE_LENGTH = 12;
    private static final int HEAD_LENGTH = NONCE_BEGINS + NONCE_LENGTH;
    private static final int TAG_BITS = 128;

    /** An entry that is no token of this user, or of another version, or written with a key that we do not have. */
    static final class Unreadable extends Exception {
        Unreadable(String what) {
            super(what, null, false, false);
        }
    }

    private final List<EncryptionKey> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys of which the first one writes, and all read */
    TokenCipher(List<EncryptionKey> keys) {
        this.keys = keys;
    }

    byte[] seal(String cacheKey, Token token) {
        EncryptionKey key = keys.get(0);
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_LENGTH)
                .put(VERSION)
                .put(key.id())
                .put(token.rank().getBytes(StandardCharsets.US_ASCII))
                .put(nonce)
                .array();
        String content = String.join(
                "\n", token.expiresAt().toString(), token.lifetime().toString(), token.conversationId(), token.value());
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, cacheKey, head).doFinal(content.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(head.length + sealed.length)
                    .put(head)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Token open(String cacheKey, byte[] entry) throws Unreadable {
        if (entry.length < HEAD_LENGTH + TAG_BITS / 8 || entry[0] != VERSION) {
            throw new Unreadable("it is not of version " + VERSION);
        }
        byte[] head = Arrays.copyOf(entry, HEAD_LENGTH);
        byte[] id = Arrays.copyOfRange(head, 1, RANK_BEGINS);
        EncryptionKey key = keys.stream()
                .filter(known -> Arrays.equals(known.id(), id))
                .findFirst()
                .orElseThrow(() -> new Unreadable("its key is not in xbot.cache.encryption-key-file"));
        byte[] content;
        try {
            content = cipher(Cipher.DECRYPT_MODE, key, cacheKey, head)
                    .doFinal(entry, HEAD_LENGTH, entry.length - HEAD_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new Unreadable("it was changed, or is another user's");
        }
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", 4);
        return new Token(lines[2], lines[3], Instant.parse(lines[0]), Duration.parse(lines[1]))
                .ranked(new String(head, RANK_BEGINS, Token.RANK_LENGTH, StandardCharsets.US_ASCII));
    }

    private static Cipher cipher(int mode, EncryptionKey key, String cacheKey, byte[] head)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(mac.doFinal(cacheKey.getBytes(StandardCharsets.UTF_8)), "AES"),
                new GCMParameterSpec(TAG_BITS, head, NONCE_BEGINS, NONCE_LENGTH));
        cipher.updateAAD(head);
        return cipher;
    }
}
