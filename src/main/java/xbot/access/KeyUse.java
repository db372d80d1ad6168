package xbot.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** When each key on file was last used, as the gauge {@code xbot_key_last_used_seconds}: epoch seconds, 0 for never. */
final class KeyUse {

    private record Key(String partner, KeyOnFile.Kind kind, String id, KeyHash hash) {

        static Key of(KeyOnFile onFile) {
            return new Key(
                    onFile.partner().id(),
                    onFile.kind(),
                    onFile.id(),
                    onFile.key().hash());
        }
    }

    private record Use(AtomicLong seconds, Meter meter) {}

    private final MeterRegistry meters;
    private Map<Key, Use> uses = Map.of();

    KeyUse(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Begins with the keys that are new, ends with those that left; the others keep what they have. For one thread, that
     * which reads the partners file.
     */
    void track(Partners partners) {
        Map<Key, KeyOnFile> keys = new HashMap<>();
        partners.keys().forEach(onFile -> keys.put(Key.of(onFile), onFile));
        uses.forEach((key, use) -> {
            if (!keys.containsKey(key)) {
                meters.remove(use.meter());
            }
        });
        Map<Key, Use> tracked = new HashMap<>();
        keys.forEach((key, onFile) -> {
            Use use = uses.containsKey(key) ? uses.get(key) : start(key);
            onFile.countIn(use.seconds());
            tracked.put(key, use);
        });
        uses = tracked;
    }

    private Use start(Key key) {
        AtomicLong seconds = new AtomicLong();
        Meter meter = Gauge.builder("xbot.key.last.used", seconds, AtomicLong::get)
                .description("When a key was last used, in epoch seconds; 0 for never")
                .baseUnit("seconds")
                .tags(
                        "partner", key.partner(),
                        "kind", key.kind().name().toLowerCase(Locale.ROOT),
                        "key", key.id())
                .register(meters);
        return new Use(seconds, meter);
    }
}
