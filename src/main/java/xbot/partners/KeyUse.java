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

    private record Key(String partner, KeyOnFile.Kind kind, String id, KeyHash hash) {

        Tags tags() {
            return Tags.of("partner", partner, "kind", kind.name().toLowerCase(Locale.ROOT), "key", id);
        }
    }

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
        partners.keys().forEach(onFile -> {
            Key key = new Key(
                    onFile.partner().id(),
                    onFile.kind(),
                    onFile.id(),
                    onFile.key().hash());
            AtomicLong seconds = uses.getOrDefault(key, new AtomicLong());
            onFile.countIn(seconds);
            tracked.put(key, seconds);
        });
        uses = tracked;
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        tracked.forEach((key, seconds) -> rows.add(MultiGauge.Row.of(key.tags(), seconds, AtomicLong::get)));
        gauge.register(rows, true);
    }
}
