package xbot.front;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
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
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(run -> new Worker(run, "route-" + number.incrementAndGet(), workers));
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
        long now = nanoTime.getAsLong();
        int held = 0;
        for (Worker worker : workers) {
            held += worker.isHeld(now) ? 1 : 0;
        }
        return held;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable route) {
        ((Worker) thread).begin(nanoTime.getAsLong());
    }

    @Override
    protected void afterExecute(Runnable route, Throwable failure) {
        ((Worker) Thread.currentThread()).end();
    }

    private static final class Worker extends Thread {
        private final Set<Worker> all;
        private volatile long since;
        private volatile boolean busy;

        Worker(Runnable run, String name, Set<Worker> all) {
            super(run, name);
            this.all = all;
            setDaemon(true);
        }

        void begin(long now) {
            since = now;
            busy = true;
        }

        void end() {
            busy = false;
        }

        boolean isHeld(long now) {
            return busy && now - since >= TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);
        }

        @Override
        public void run() {
            all.add(this);
            try {
                super.run();
            } finally {
                all.remove(this);
            }
        }
    }
}
