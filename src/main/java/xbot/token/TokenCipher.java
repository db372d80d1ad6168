package xbot.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes a token so that only pods with the key can read it, and only as this user's: AES-256-GCM with a key of its own
 * for each cache key (HMAC-SHA-256 of it, NIST SP 800-108), which also keeps random nonces few under each.
 *
 * <p>An entry is version (1 byte), key id (4), rank (24, see {@link Token#rank()}), nonce (12), then encrypted:
 * expiry in seconds (8) and nanoseconds (4), lifetime in seconds (4), length of the conversation id (2), conversation
 * id, token; then the tag (16).
 */
final class TokenCipher {

    /** Stands in the key too: pods of two versions do not see each other's entries. */
    static final byte VERSION = 2;

    static final int RANK_BEGINS = 1 + EncryptionKeys.ID_LENGTH;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_LENGTH = RANK_BEGINS + Token.RANK_LENGTH + NONCE_LENGTH;

    /** An entry that is no token of this user, or of another version, or written with a key that we do not have. */
    static final class Unreadable extends Exception {
        Unreadable(String what) {
            super(what, null, false, false);
        }
    }

    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    TokenCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    byte[] seal(String cacheKey, Token token) {
        EncryptionKeys.Key key = keys.first();
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_LENGTH)
                .put(VERSION)
                .put(key.id())
                .put(token.rank())
                .put(nonce)
                .array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, cacheKey, head).doFinal(write(token));
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
        EncryptionKeys.Key key = keys.byId(Arrays.copyOfRange(entry, 1, 1 + EncryptionKeys.ID_LENGTH));
        if (key == null) {
            throw new Unreadable("its key is not in xbot.cache.encryption-key-file");
        }
        try {
            byte[] head = Arrays.copyOf(entry, HEAD_LENGTH);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, key, cacheKey, head)
                    .doFinal(entry, HEAD_LENGTH, entry.length - HEAD_LENGTH);
            return read(ByteBuffer.wrap(opened), ByteBuffer.wrap(head, RANK_BEGINS, Token.RANK_LENGTH));
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw new Unreadable("it was changed, or is another user's");
        }
    }

    private static Cipher cipher(int mode, EncryptionKeys.Key key, String cacheKey, byte[] head)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(mac.doFinal(cacheKey.getBytes(StandardCharsets.UTF_8)), "AES"),
                new GCMParameterSpec(TAG_BITS, head, HEAD_LENGTH - NONCE_LENGTH, NONCE_LENGTH));
        cipher.updateAAD(head);
        return cipher;
    }

    private static byte[] write(Token token) {
        byte[] conversationId = token.conversationId().getBytes(StandardCharsets.UTF_8);
        byte[] value = token.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + 4 + 4 + 2 + conversationId.length + value.length)
                .putLong(token.expiresAt().getEpochSecond())
                .putInt(token.expiresAt().getNano())
                .putInt(Math.toIntExact(token.lifetime().toSeconds()))
                .putShort((short) conversationId.length)
                .put(conversationId)
                .put(value)
                .array();
    }

    private static Token read(ByteBuffer buffer, ByteBuffer rank) {
        Instant expiresAt = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        Duration lifetime = Duration.ofSeconds(buffer.getInt());
        String conversationId = text(buffer, Short.toUnsignedInt(buffer.getShort()));
        String value = text(buffer, buffer.remaining());
        return new Token(
                conversationId, value, expiresAt, lifetime, rank.getLong(), Long.MAX_VALUE - rank.getLong(), 0);
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
