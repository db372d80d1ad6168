package xbot.token;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps repetitions within a fifth of the calls that succeed, so that an outage is not made worse by them. A few may be
 * made before anything was earned.
 */
final class RetryBudget {

    private static final int EARNED = 1;
    private static final int COST = 5;
    private static final int AT_START = 2 * COST;
    private static final int MOST = 20 * COST;

    private final AtomicInteger balance = new AtomicInteger(AT_START);

    void earn() {
        balance.updateAndGet(now -> Math.min(MOST, now + EARNED));
    }

    boolean spend() {
        return balance.getAndUpdate(now -> now >= COST ? now - COST : now) >= COST;
    }
}
