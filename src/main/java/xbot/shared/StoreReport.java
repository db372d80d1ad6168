package xbot.shared;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Says in log and metrics how the shared store is. */
final class StoreReport {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReport.class);
    private static final int MAX_TEXT = 200;

    private final Counter errors;
    private volatile boolean away;
    private volatile boolean near;
    private volatile boolean evicts;
    private volatile Throwable cause;
    private volatile boolean refuses;
    private boolean toldUp = true;
    private boolean toldDeaf;

    StoreReport(MeterRegistry meters) {
        errors = Counter.builder("xbot.shared.store.errors")
                .description("Operations of tokens and rates that this pod did without the engine that pods share")
                .register(meters);
        Gauge.builder("xbot.shared.store.up", () -> isUp() ? 1 : 0)
                .description("1 while the engine that pods share answers, 0 while this pod does without it")
                .register(meters);
        Gauge.builder("xbot.shared.store.near", () -> near ? 1 : 0)
                .description("1 if this pod is told of changes and answers from its own memory, 0 if it asks each time")
                .register(meters);
        Gauge.builder("xbot.shared.store.evicts", () -> evicts ? 1 : 0)
                .description("1 if the engine that pods share may drop entries that live, by its maxmemory-policy")
                .register(meters);
    }

    void countDoneWithout() {
        errors.increment();
    }

    /** What is said when it is away next. */
    void failed(Throwable failure) {
        cause = failure;
    }

    void away(boolean now) {
        away = now;
        tell();
    }

    /** @param answer to what it was told to keep: it is full, read-only or forbids it; or null */
    void refused(Throwable answer) {
        refuses = answer != null;
        cause = refuses ? answer : cause;
        tell();
    }

    private boolean isUp() {
        return !away && !refuses;
    }

    private synchronized void tell() {
        if (isUp() == toldUp) {
            return;
        }
        toldUp = isUp();
        if (toldUp) {
            cause = null;
            LOG.info("the shared store is back");
        } else {
            LOG.warn(
                    "the shared store is away, this pod keeps tokens and counts rates by itself: {}",
                    cause == null ? "no answer" : describe(cause));
        }
    }

    /** It tells of changes. */
    void tells() {
        near = true;
    }

    void cannotTell(Throwable refusal) {
        near = false;
        if (!toldDeaf) {
            toldDeaf = true;
            LOG.warn("the shared store cannot tell of changes, each answer asks it: {}", describe(refusal));
        }
    }

    /** @param masters what each of them answers to the command INFO memory */
    void memory(List<String> masters) {
        boolean now = masters.stream()
                .anyMatch(info -> !info.contains("maxmemory:0\r") && !info.contains("maxmemory_policy:noeviction"));
        if (now && !evicts) {
            LOG.warn("the shared store may drop tokens that live: its maxmemory-policy should be noeviction");
        }
        evicts = now;
    }

    private static String describe(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String text = root.getClass().getSimpleName() + ": " + root.getMessage();
        return text.substring(0, Math.min(text.length(), MAX_TEXT)).replaceAll("[^ -~]+", " ");
    }
}
