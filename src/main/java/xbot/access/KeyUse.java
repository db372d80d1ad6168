package xbot.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When each key on file was last used, as the gauge {@code xbot_key_last_used_seconds}: epoch seconds, 0 for never. */
final class KeyUse {

    private record Key(String partner, String kind, String id) {}

    private record Use(Key key, AtomicLong seconds, Meter meter) {}

    private final MeterRegistry meters;
    private final Map<KeyHash, Use> uses = new ConcurrentHashMap<>();

    KeyUse(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Begins with the keys that are new, ends with those that left; the others keep what they have. */
    void track(Partners partners) {
        Map<KeyHash, Key> keys = new HashMap<>();
        for (Partner partner : partners.all()) {
            collect(keys, partner, "gateway", partner.gatewayKeys());
            collect(keys, partner, "partner", partner.partnerKeys());
        }
        uses.forEach((hash, use) -> {
            if (!use.key().equals(keys.get(hash))) {
                uses.remove(hash);
                meters.remove(use.meter());
            }
        });
        keys.forEach((hash, key) -> uses.computeIfAbsent(hash, absent -> start(key)));
    }

    void mark(ApiKey key, Instant now) {
        Use use = uses.get(key.hash());
        // null where the key left the file while its request was under way
        if (use != null) {
            use.seconds().set(now.getEpochSecond());
        }
    }

    private static void collect(Map<KeyHash, Key> keys, Partner partner, String kind, List<ApiKey> ofKind) {
        ofKind.forEach(key -> keys.put(key.hash(), new Key(partner.id(), kind, key.id())));
    }

    private Use start(Key key) {
        AtomicLong seconds = new AtomicLong();
        Meter meter = Gauge.builder("xbot.key.last.used", seconds, AtomicLong::get)
                .description("When a key was last used, in epoch seconds; 0 for never")
                .baseUnit("seconds")
                .tags("partner", key.partner(), "kind", key.kind(), "key", key.id())
                .register(meters);
        return new Use(key, seconds, meter);
    }
}
