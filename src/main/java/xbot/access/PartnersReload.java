package xbot.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the partners as they are on disk. A change, also that of a secret file, is noticed by content and applied when
 * two polls in a row have seen it; content that cannot be used changes nothing.
 */
public final class PartnersReload implements AutoCloseable {

    /**
     * What is served, and what is not.
     *
     * @param content the first digits of the hash of the content that is served
     * @param since when it was applied
     * @param refused what is on disk instead and cannot be used, or null
     */
    public record Status(String content, Instant since, Refused refused) {}

    /** Content that cannot be used. */
    public record Refused(String content, Instant at, List<String> findings) {}

    private static final Logger LOG = LoggerFactory.getLogger(PartnersReload.class);
    private static final int SHOWN_DIGITS = 12;

    private final PartnersFile file;
    private final Duration interval;
    private final KeyUse keyUse;
    private final Clock clock;
    private final Counter applied;
    private final Counter refused;
    private final ScheduledExecutorService executor;

    private String judged;
    private String pending;
    private volatile Partners partners;
    private volatile Status status;

    /** @throws InvalidPartnersFile if there is nothing to begin with */
    PartnersReload(PartnersFile file, Duration interval, KeyUse keyUse, MeterRegistry meters, Clock clock) {
        this.file = file;
        this.interval = interval;
        this.keyUse = keyUse;
        this.clock = clock;
        this.applied = counter(meters, "applied");
        this.refused = counter(meters, "refused");
        PartnersContent content = file.content();
        judged = content.hash();
        apply(content);
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "partners-reload");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        executor.scheduleWithFixedDelay(
                this::pollSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    public Partners partners() {
        return partners;
    }

    public Status status() {
        return status;
    }

    void poll() {
        PartnersContent content = file.content();
        String hash = content.hash();
        if (hash.equals(judged)) {
            pending = null;
        } else if (!hash.equals(pending)) {
            // perhaps still being written
            pending = hash;
        } else {
            judged = hash;
            pending = null;
            judge(content);
        }
    }

    private void pollSafely() {
        try {
            poll();
        } catch (RuntimeException e) {
            LOG.error("poll of the partners file failed; the partners stay as they are", e);
        }
    }

    private void judge(PartnersContent content) {
        try {
            apply(content);
            applied.increment();
            LOG.info("partners applied: {} partners, content {}", partners.all().size(), status.content());
        } catch (InvalidPartnersFile e) {
            refused.increment();
            Refused faulty = new Refused(shown(content), clock.instant(), e.findings());
            status = new Status(status.content(), status.since(), faulty);
            LOG.warn("partners refused, the old ones stay: {}", e.getMessage());
        }
    }

    private void apply(PartnersContent content) {
        Partners read = file.read(content);
        // before the first request can use a new key
        keyUse.track(read);
        partners = read;
        status = new Status(shown(content), clock.instant(), null);
    }

    private static String shown(PartnersContent content) {
        return content.hash().substring(0, SHOWN_DIGITS);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("xbot.partners.reloads")
                .description("Changes of the partners file, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
