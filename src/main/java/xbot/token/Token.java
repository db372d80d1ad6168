package xbot.token;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A Direct Line token and the conversation it opens. Of two that pods have for a user the one stays whose conversation
 * was asked for later, else the one whose conversation began first, else, of one conversation, the one that was received
 * later; so all pods come to the same, in whichever order they see them.
 *
 * @param conversationId of Direct Line
 * @param value the credential itself
 * @param expiresAt measured from the moment of receipt on our clock; the token's own times are not compared with it
 * @param lifetime what it had left at receipt
 * @param asked when its user asked for a new conversation, or Direct Line refused the old one, in milliseconds; 0 where
 *     the conversation began because none was known
 * @param began when the conversation began, in milliseconds
 * @param version under which Redis was asked for it, 0 where it was not
 */
public record Token(
        String conversationId, String value, Instant expiresAt, Duration lifetime, long asked, long began, long version)
        implements Serializable {

    private static final int DIGITS = 19;
    static final int RANK_LENGTH = 3 * DIGITS;

    /** The first of a conversation. */
    public Token(String conversationId, String value, Instant expiresAt, Duration lifetime) {
        this(
                conversationId,
                value,
                expiresAt,
                lifetime,
                0,
                expiresAt.minus(lifetime).toEpochMilli(),
                0);
    }

    /**
     * The same, in the order of those that its user had.
     *
     * @param known what its user has, or null
     * @param isAskedFor whether the known conversation is to end
     */
    Token after(Token known, boolean isAskedFor) {
        boolean goesOn = known != null && conversationId.equals(known.conversationId);
        long later = known == null ? receivedMillis() : Math.max(receivedMillis(), known.asked + 1);
        return new Token(
                conversationId,
                value,
                expiresAt,
                lifetime,
                goesOn ? known.asked : isAskedFor ? later : 0,
                goesOn ? known.began : receivedMillis(),
                0);
    }

    Token asOf(long version) {
        return new Token(conversationId, value, expiresAt, lifetime, asked, began, version);
    }

    private long receivedMillis() {
        return expiresAt.minus(lifetime).toEpochMilli();
    }

    boolean staysInsteadOf(Token other) {
        return rank().compareTo(other.rank()) > 0;
    }

    /** Three numbers of 19 digits, of which the greater ones belong to the token that stays. */
    String rank() {
        return "%019d%019d%019d".formatted(asked, Long.MAX_VALUE - began, receivedMillis());
    }

    /** The same, with the place in the order that it was written with. */
    Token ranked(String rank) {
        long asked = Long.parseLong(rank, 0, DIGITS, 10);
        long began = Long.MAX_VALUE - Long.parseLong(rank, DIGITS, 2 * DIGITS, 10);
        return new Token(conversationId, value, expiresAt, lifetime, asked, began, 0);
    }

    public boolean isAlive(Instant now) {
        return expiresAt.isAfter(now);
    }

    /** Whole seconds that are left, 0 when it has expired. */
    public long secondsLeft(Instant now) {
        return Math.max(0, Duration.between(now, expiresAt).toSeconds());
    }

    /**
     * Whether a client can live on it until its own refresh comes.
     *
     * @param minRemaining what it should have left, but never more than half of its lifetime is asked for
     */
    public boolean isFresh(Instant now, Duration minRemaining) {
        Duration half = lifetime.dividedBy(2);
        Duration needed = half.compareTo(minRemaining) < 0 ? half : minRemaining;
        return Duration.between(now, expiresAt).compareTo(needed) > 0;
    }

    /** Shows neither the credential nor the conversation. */
    @Override
    public String toString() {
        return "Token[expiresAt=" + expiresAt + "]";
    }
}
