package xbot.shared;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A connection to the masters that there are.
 *
 * @param commands for operations on keys
 * @param isOpen whether it can be used, or finds masters again by itself
 * @param redirections of each master: below 0 where it does not tell of changes
 * @param track asks each master to tell of changes of tokens
 * @param memory what each master answers to INFO memory
 */
record RedisLink(
        RedisClusterAsyncCommands<String, byte[]> commands,
        BooleanSupplier isOpen,
        Supplier<CompletionStage<List<Long>>> redirections,
        Supplier<CompletionStage<?>> track,
        Supplier<CompletionStage<List<String>>> memory,
        Runnable close) {}
