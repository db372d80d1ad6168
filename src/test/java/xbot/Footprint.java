package xbot;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What this process holds, for the soak tests.
 *
 * @param heap bytes in use
 * @param metaspace bytes in use
 * @param threadNames how many of each name, numbers left out; not those of the callers' java.net.http client
 * @param files open descriptors, connections among them
 */
public record Footprint(long heap, long metaspace, Map<String, Long> threadNames, int files) {

    /** How many threads live. */
    public long threads() {
        return threadNames.values().stream().mapToLong(Long::longValue).sum();
    }

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
                Thread.getAllStackTraces().keySet().stream()
                        .map(thread -> thread.getName().replaceAll("\\d+", "N"))
                        .filter(name -> !name.startsWith("HttpClient-"))
                        .collect(groupingBy(identity(), TreeMap::new, counting())),
                new File("/proc/self/fd").list().length);
    }
}
