package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteWorkersTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final RouteWorkers workers = new RouteWorkers(2, 5, nanos::get, later::add);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void stop() {
        release.countDown();
        workers.shutdown();
    }

    @Test
    void routesWaitForEachOtherWhileNoneIsHeld() {
        hold(2);
        workers.execute(done::incrementAndGet);

        look(9);

        assertThat(done).hasValue(0);
        assertThat(workers.getPoolSize()).isEqualTo(2);
        assertThat(later).as("looks on, as one waits").hasSize(1);
    }

    @Test
    void aRouteThatIsHeldDoesNotStopTheOthers() {
        hold(2);
        workers.execute(done::incrementAndGet);

        look(10);

        await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    }

    @Test
    void thereAreNoMoreThreadsThanTheMost() {
        hold(2);
        submitHeld(10);

        // looks until it is so, as a thread that has come counts as held only once it has begun
        await().until(() -> {
            look(10);
            return begun.get() == 5;
        });
        look(10);

        assertThat(workers.getPoolSize()).isEqualTo(5);
        assertThat(begun).hasValue(5);
    }

    @Test
    void theThreadsBecomeFewAgainWhenNoneIsHeld() {
        hold(2);
        submitHeld(3);
        look(10);
        await().untilAtomic(begun, org.hamcrest.Matchers.is(4));
        release.countDown();
        await().until(() -> workers.getActiveCount() == 0);

        for (int i = 0; i < 5; i++) {
            CountDownLatch busy = new CountDownLatch(1);
            for (int task = 0; task < 20; task++) {
                workers.execute(() -> waitFor(busy));
            }
            look(0);
            busy.countDown();
            await().until(() -> workers.getActiveCount() == 0);
            look(0);
        }

        await().until(() -> workers.getPoolSize() == 2);
    }

    @Test
    void nothingLooksWhileNoRouteWaits() {
        workers.execute(done::incrementAndGet);
        await().untilAtomic(done, org.hamcrest.Matchers.is(1));
        later.clear();

        hold(1);

        assertThat(later).isEmpty();
    }

    /** Begins routes that are held until the end of the test. */
    private void hold(int routes) {
        int before = begun.get();
        submitHeld(routes);
        await().pollInterval(Duration.ofMillis(2)).untilAtomic(begun, org.hamcrest.Matchers.is(before + routes));
    }

    private void submitHeld(int routes) {
        for (int i = 0; i < routes; i++) {
            workers.execute(() -> {
                begun.incrementAndGet();
                waitFor(release);
            });
        }
    }

    private void look(int afterMillis) {
        nanos.addAndGet(Duration.ofMillis(afterMillis).toNanos());
        Runnable look = later.poll();
        if (look != null) {
            look.run();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
