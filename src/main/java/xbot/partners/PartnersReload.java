package xbot.partners;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import xbot.text.Watch;

/**
 * Keeps the partners as they are on disk. A change, also that of a secret file, is noticed by content and applied when
 * two polls in a row have seen it; content that cannot be used changes nothing.
 */
public final class PartnersReload {

    private static final Logger LOG = LoggerFactory.getLogger(PartnersReload.class);
    private static final int SHOWN_DIGITS = 12;
    private static final int MAX_SHOWN = 20;

    private final PartnersFile file;
    private final IpRanges trustedProxies;
    private final KeyUse keyUse;
    private final Counter applied;
    private final Counter refused;
    private final Watch watch;
    private volatile Partners partners;

    /**
     * @param trustedProxies whose addresses are never a client's; none where the allowlist is off
     * @throws InvalidPartnersFile if there is nothing to begin with
     */
    public PartnersReload(PartnersFile file, IpRanges trustedProxies, MeterRegistry meters) {
        this.file = file;
        this.trustedProxies = trustedProxies;
        keyUse = new KeyUse(meters);
        applied = counter(meters, "applied");
        refused = counter(meters, "refused");
        PartnersFile.Content content = file.content();
        watch = new Watch(content.hash());
        apply(content);
    }

    public Partners partners() {
        return partners;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void poll() {
        PartnersFile.Content content = file.content();
        if (!watch.isNew(content.hash())) {
            return;
        }
        try {
            apply(content);
            applied.increment();
            LOG.info(
                    "partners applied: {} partners, content {}",
                    partners.all().size(),
                    content.hash().substring(0, SHOWN_DIGITS));
        } catch (InvalidPartnersFile e) {
            refused.increment();
            LOG.warn("partners refused, the old ones stay: {}", e.getMessage());
        }
    }

    private void apply(PartnersFile.Content content) {
        Partners read = file.read(content);
        warnOfAddressesThatNeverMatch(read);
        // before the first request can use a new key
        keyUse.track(read);
        partners = read;
    }

    /** No fault of the file: a proxy that calls for itself, without a client behind it, is let in by such an entry. */
    private void warnOfAddressesThatNeverMatch(Partners read) {
        List<String> inside = read.all().stream()
                .flatMap(partner -> partner.allowedIps().inside(trustedProxies).stream()
                        .map(range -> range + " in allowed-ips of " + partner))
                .toList();
        if (!inside.isEmpty()) {
            LOG.warn(
                    "{} of allowed-ips lie inside xbot.access.trusted-proxies and never match a client behind them,"
                            + " which gets 403; narrow trusted-proxies to the proxies alone: {}{}",
                    inside.size(),
                    String.join("; ", inside.subList(0, Math.min(MAX_SHOWN, inside.size()))),
                    inside.size() > MAX_SHOWN ? "; and " + (inside.size() - MAX_SHOWN) + " more" : "");
        }
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("xbot.partners.reloads")
                .description("Changes of the partners file, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
