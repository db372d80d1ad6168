package xbot.partners;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A key on file with its partner, and when it was last used. */
public final class KeyOnFile {

    /** Which of the two headers a key is given in. */
    enum Kind {
        GATEWAY,
        PARTNER
    }

    private final Partner partner;
    private final Kind kind;
    private final ApiKey key;
    private AtomicLong lastUsed = new AtomicLong();

    KeyOnFile(Partner partner, Kind kind, ApiKey key) {
        this.partner = partner;
        this.kind = kind;
        this.key = key;
    }

    Partner partner() {
        return partner;
    }

    Kind kind() {
        return kind;
    }

    ApiKey key() {
        return key;
    }

    public String id() {
        return key.id();
    }

    /** Goes on where another file left off; to be called before the first request finds this key. */
    void countIn(AtomicLong epochSeconds) {
        lastUsed = epochSeconds;
    }

    void markUsed(Instant now) {
        lastUsed.set(now.getEpochSecond());
    }

    @Override
    public String toString() {
        return "key '" + key.id() + "' of " + partner;
    }
}
