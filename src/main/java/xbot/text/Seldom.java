package xbot.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** Says something at most once in a while, as an outage must not flood the log. */
public final class Seldom {

    private final Duration quiet;
    private final Clock clock;
    private Instant said = Instant.MIN;
    private long amount;

    /** @param quiet how long nothing more is said */
    public Seldom(Duration quiet, Clock clock) {
        this.quiet = quiet;
        this.clock = clock;
    }

    public void say(Runnable line) {
        say(1, sum -> line.run());
    }

    /**
     * Adds an amount, and says the sum of what came since the last line.
     *
     * @param line is not called where a line was said a short while ago
     */
    public void say(long more, LongConsumer line) {
        long sum;
        synchronized (this) {
            amount += more;
            Instant now = clock.instant();
            if (now.isBefore(said.plus(quiet))) {
                return;
            }
            said = now;
            sum = amount;
            amount = 0;
        }
        line.accept(sum);
    }
}
