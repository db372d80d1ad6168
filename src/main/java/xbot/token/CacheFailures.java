package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xbot.shared.StoreAway;
import xbot.trace.CacheSpan;

/** Counts what caches could not do, and tells once in a while of entries that cannot be read. */
final class CacheFailures implements Consumer<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(CacheFailures.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Counter errors;
    private final Clock clock;
    private final AtomicReference<Instant> told = new AtomicReference<>(Instant.MIN);

    CacheFailures(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        errors = Counter.builder("xbot.cache.errors")
                .description("Cache operations that failed and were taken as a miss")
                .register(meters);
    }

    @Override
    public void accept(Throwable failure) {
        errors.increment();
        CacheSpan.failed(outcome(failure));
        Instant last = told.get();
        Instant now = clock.instant();
        if (failure instanceof TokenCipher.Unreadable
                && !now.isBefore(last.plus(QUIET))
                && told.compareAndSet(last, now)) {
            LOG.warn("an entry of the shared token cache is taken as missing: {}", failure.getMessage());
        }
        LOG.debug("a cache operation failed", failure);
    }

    private static String outcome(Throwable failure) {
        if (failure instanceof StoreAway) {
            return "away";
        }
        return failure instanceof TokenCipher.Unreadable ? "unreadable" : "failed";
    }
}
