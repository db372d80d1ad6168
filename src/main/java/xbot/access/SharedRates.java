package xbot.access;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.time.Duration;
import xbot.partners.Partner;
import xbot.shared.SharedStore;
import xbot.shared.StoreAway;

/** Counts for all pods together; while the shared store is away each pod counts by itself. */
final class SharedRates implements Rates {

    private final ProxyManager<String> buckets;
    private final SharedStore store;
    private final Rates meanwhile;

    SharedRates(ProxyManager<String> buckets, SharedStore store, Rates meanwhile) {
        this.buckets = buckets;
        this.store = store;
        this.meanwhile = meanwhile;
    }

    @Override
    public ConsumptionProbe count(String partnerId, Partner.Rate rate) {
        // a changed rate is another bucket
        String key = "xbot-rate-v1/" + partnerId + "/" + rate.requests() + "/" + rate.per();
        try {
            return store.call(() -> consume(key, rate));
        } catch (StoreAway e) {
            return meanwhile.count(partnerId, rate);
        }
    }

    /** Counts as for a request, so that the first of them need not wait for connections and classes. */
    ConsumptionProbe tryOut() {
        return consume("xbot-rate-v1", new Partner.Rate(1, Duration.ofSeconds(1)));
    }

    private ConsumptionProbe consume(String key, Partner.Rate rate) {
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(rate.bandwidth()).build();
        return buckets.builder().build(key, () -> configuration).tryConsumeAndReturnRemaining(1);
    }
}
