package xbot;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What this process holds, for the soak tests.
 *
 * @param heap bytes in use
 * @param metaspace bytes in use
 * @param files open descriptors, connections among them
 */
public record Footprint(long heap, long metaspace, int threads, int files) {

    /** After what was in flight has ended, idle connections are closed and the garbage is collected. */
    public static Footprint settled() throws InterruptedException {
        TimeUnit.SECONDS.sleep(35);
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(pool -> pool.getUsage().getUsed())
                        .sum(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                new File("/proc/self/fd").list().length);
    }
}
