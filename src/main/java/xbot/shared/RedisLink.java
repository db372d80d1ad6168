package xbot.shared;

import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A connection to the masters that there are.
 *
 * @param commands for operations on keys
 * @param isOpen whether it can be used, or finds masters again by itself
 * @param masters a connection to each
 */
record RedisLink(
        RedisClusterAsyncCommands<String, byte[]> commands,
        BooleanSupplier isOpen,
        Supplier<Stream<CompletableFuture<StatefulRedisConnection<String, byte[]>>>> masters,
        Runnable close) {

    private static final TrackingArgs ON =
            TrackingArgs.Builder.enabled().bcast().prefixes(Redis.TOKENS);
    private static final TrackingArgs OFF = TrackingArgs.Builder.enabled(false);

    /** Of each master: below 0 where it does not tell of changes. */
    CompletableFuture<List<Long>> redirections() {
        return ofEach(RedisAsyncCommands::clientGetredir);
    }

    /** Asks each master to tell of changes of tokens. */
    CompletableFuture<?> track() {
        return ofEach(master -> {
            // a prefix that is tracked already would be refused
            master.clientTracking(OFF);
            return master.clientTracking(ON);
        });
    }

    /** What each master answers to INFO memory. */
    CompletableFuture<List<String>> memory() {
        return ofEach(master -> master.info("memory"));
    }

    private <T> CompletableFuture<List<T>> ofEach(
            Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> question) {
        List<CompletableFuture<T>> answers = masters.get()
                .map(master -> master.thenCompose(connection -> question.apply(connection.async())))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }
}
