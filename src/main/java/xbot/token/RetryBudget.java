package xbot.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a partner's repetitions within a fifth of the calls that succeed, so that an outage is not made worse by them.
 * A few may be made before anything was earned.
 */
final class RetryBudget {

    private static final int EARNED = 1;
    private static final int COST = 5;
    private static final int AT_START = 2 * COST;
    private static final int MOST = 20 * COST;

    private final Map<String, AtomicInteger> balances = new ConcurrentHashMap<>();

    void earn(String partner) {
        balance(partner).updateAndGet(now -> Math.min(MOST, now + EARNED));
    }

    boolean spend(String partner) {
        return balance(partner).getAndUpdate(now -> now >= COST ? now - COST : now) >= COST;
    }

    private AtomicInteger balance(String partner) {
        return balances.computeIfAbsent(partner, p -> new AtomicInteger(AT_START));
    }
}
