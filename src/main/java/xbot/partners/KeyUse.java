package xbot.partners;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** When each key on file was last used, as the gauge {@code xbot_key_last_used_seconds}: epoch seconds, 0 for never. */
final class KeyUse {

    private record Key(String partner, Partners.Kind kind, String id, KeyHash hash) {}

    private final MultiGauge gauge;
    private Map<Key, AtomicLong> uses = Map.of();

    KeyUse(MeterRegistry meters) {
        gauge = MultiGauge.builder("xbot.key.last.used")
                .description("When a key was last used, in epoch seconds; 0 for never")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Shows the keys of these partners and no other. A key that was on file before keeps the time of its last use. */
    void track(Partners partners) {
        Map<Key, AtomicLong> tracked = new HashMap<>();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        partners.keys().forEach(onFile -> {
            Key key = new Key(onFile.partner.id(), onFile.kind, onFile.id(), onFile.key.hash());
            onFile.lastUsed = uses.getOrDefault(key, onFile.lastUsed);
            tracked.put(key, onFile.lastUsed);
            String kind = onFile.kind.name().toLowerCase(Locale.ROOT);
            rows.add(MultiGauge.Row.of(
                    Tags.of("partner", key.partner, "kind", kind, "key", key.id), onFile.lastUsed, AtomicLong::get));
        });
        uses = tracked;
        gauge.register(rows, true);
    }
}
