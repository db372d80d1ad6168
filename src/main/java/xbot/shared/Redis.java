package xbot.shared;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.core.NestedExceptionUtils;

/** The Redis that pods share. Nobody waits here with a thread. */
public final class Redis implements AutoCloseable {

    /** A command with a key. */
    public interface Command<T> {
        RedisFuture<T> send(RedisClusterAsyncCommands<String, byte[]> redis, String key);
    }

    /** What the keys of tokens begin with; the number is the format of their values. */
    public static final String TOKENS = "xbot-token-v3/";

    private static final long WARM_UP_SECONDS = 5;
    private static final long RETRY_MILLIS = 20;
    private static final Duration WHILE_AWAY = Duration.ofMillis(5);
    private static final Pattern PASSING =
            Pattern.compile("(LOADING|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|MOVED|ASK|BUSY|READONLY)\\b");
    private static final Pattern NOT_WRITTEN = Pattern.compile("(READONLY|OOM|MISCONF|NOPERM|NOREPLICAS)\\b");

    private final CacheProperties limits;
    private final StoreReport report;
    private final RedisChanges changes = new RedisChanges();
    private final RedisPulse pulse;
    private volatile Runnable onReturn = () -> {};

    Redis(RedisSettings settings, CacheProperties limits, StoreReport report) {
        this.limits = limits;
        this.report = report;
        pulse = new RedisPulse(settings, report, changes, () -> onReturn.run());
    }

    /** Waits until it is known whether it is there, and then for an operation; but not for long. */
    public void warmUp(Supplier<CompletableFuture<?>> operation) throws InterruptedException {
        try {
            pulse.settled.get(WARM_UP_SECONDS, TimeUnit.SECONDS);
            operation.get().get(WARM_UP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // it is away, or slow: requests find that out too
        }
    }

    /** @param listener is told, on the client's thread, when it is there again, perhaps without what it had */
    public void onReturn(Runnable listener) {
        onReturn = listener;
    }

    /** @throws IllegalStateException if there is no connection now */
    public RedisClusterAsyncCommands<String, byte[]> commands() {
        RedisConnector.Link link = pulse.link();
        if (link == null) {
            throw new IllegalStateException("no connection");
        }
        return link.commands();
    }

    public <T> CompletableFuture<T> send(String key, Command<T> command) {
        return CompletableFuture.completedFuture(key).thenCompose(k -> command.send(commands(), k));
    }

    /** As {@link #send}, of a command that writes. */
    public <T> CompletableFuture<T> write(String key, Command<T> command) {
        return send(key, command)
                .whenComplete((done, failure) -> report.refused(says(NOT_WRITTEN, failure) ? failure : null));
    }

    /** For those who have something to answer without it. */
    public <T> CompletableFuture<T> shortly(Supplier<CompletableFuture<T>> operation) {
        Duration limit = pulse.isAway() ? WHILE_AWAY : limits.timeout();
        return operation.get().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For those who have nothing: again and again while it is there, and for a while when it went away. */
    public <T> CompletableFuture<T> patiently(Supplier<CompletableFuture<T>> operation) {
        return attempt(operation, pulse.beats.get());
    }

    private <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> operation, long since) {
        long left = pulse.millisToWait(since, limits.newUserTimeout(), limits.failoverWait());
        if (left <= 0) {
            return shortly(operation);
        }
        return operation
                .get()
                .orTimeout(left, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> isRefusal(failure)
                        ? CompletableFuture.failedFuture(failure)
                        : pause().thenCompose(again -> attempt(operation, since)));
    }

    private static CompletableFuture<Void> pause() {
        return new CompletableFuture<Void>().completeOnTimeout(null, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether Redis itself said no, and will go on to. */
    static boolean isRefusal(Throwable failure) {
        return isAnswer(failure) && !says(PASSING, failure);
    }

    /** Whether Redis itself said no, for now or for good. */
    public static boolean isAnswer(Throwable failure) {
        return answer(failure) != null;
    }

    private static boolean says(Pattern kind, Throwable failure) {
        return isAnswer(failure) && kind.matcher(answer(failure)).lookingAt();
    }

    private static String answer(Throwable failure) {
        return failure != null
                        && NestedExceptionUtils.getMostSpecificCause(failure)
                                instanceof RedisCommandExecutionException answer
                ? answer.getMessage()
                : null;
    }

    /** What is asked for under a number is current for as long as the number is this one; 0 never is. */
    public long version(String key) {
        return changes.version(key);
    }

    /** An operation was done without it. */
    public void countDoneWithout() {
        report.countDoneWithout();
    }

    @Override
    public void close() {
        pulse.close();
    }
}
