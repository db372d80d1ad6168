package xbot.front;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that routes run on. There are few, as more than there are cores would only push each other off them; but
 * for each one that a step holds, another one comes, so that a step that blocks does not stop the other requests.
 */
final class RouteWorkers extends ThreadPoolExecutor {

    /** How long, in milliseconds, until a thread counts as held; and how often that is looked at while tasks wait. */
    static final long HELD_MILLIS = 10;

    /** As many requests can be held by steps that block before others wait for them. */
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(RouteWorkers.class);

    private final int usual;
    private final int most;
    private final LongSupplier nanoTime;
    private final Consumer<Runnable> later;

    /** When each thread that runs a route began it. */
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    private final AtomicBoolean watching = new AtomicBoolean();

    /**
     * @param usual how many threads there are while none is held
     * @param most how many there are at most
     * @param later runs a task once, after {@link #HELD_MILLIS}
     */
    RouteWorkers(int usual, int most, LongSupplier nanoTime, Consumer<Runnable> later) {
        super(usual, usual, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.usual = usual;
        this.most = most;
        this.nanoTime = nanoTime;
        this.later = later;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("route-");
        threads.setDaemon(true);
        setThreadFactory(threads);
    }

    @Override
    public void execute(Runnable route) {
        super.execute(route);
        watchIfAnyWaits();
    }

    private void watchIfAnyWaits() {
        if (!getQueue().isEmpty() && watching.compareAndSet(false, true)) {
            later.accept(this::watch);
        }
    }

    private void watch() {
        try {
            resize();
        } finally {
            // also where the system has no thread to give: the next request looks again
            watching.set(false);
        }
        watchIfAnyWaits();
    }

    private void resize() {
        int now = getMaximumPoolSize();
        int wanted = Math.min(most, usual + held());
        if (wanted > now) {
            setMaximumPoolSize(wanted);
            setCorePoolSize(wanted);
            if (wanted == most) {
                LOG.warn("{} routes are held by steps that block; those that come now wait for a thread", held());
            }
        } else if (wanted < now) {
            // one at a time: a route that blocks often is not to cost a new thread each time
            setCorePoolSize(now - 1);
            setMaximumPoolSize(now - 1);
        }
    }

    private int held() {
        long heldSince = nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);
        return (int) begun.values().stream().filter(since -> since <= heldSince).count();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable route) {
        begun.put(thread, nanoTime.getAsLong());
    }

    @Override
    protected void afterExecute(Runnable route, Throwable failure) {
        begun.remove(Thread.currentThread());
    }
}
