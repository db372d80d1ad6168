package xbot.shared;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.NodeSelectionAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.Transports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lettuce with one thread for all connections, on which a heartbeat sees what they have heard. */
final class RedisConnector implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final TrackingArgs TOKENS =
            TrackingArgs.Builder.enabled().bcast().prefixes(Redis.TOKENS);
    private static final TrackingArgs OFF = TrackingArgs.Builder.enabled(false);
    private static final String MEMORY = "memory";

    private final RedisSettings settings;
    private final ClientResources resources = DefaultClientResources.builder()
            .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(1))
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(Duration.ofMillis(100)))
            .build();
    private final ScheduledExecutorService thread =
            resources.eventLoopGroupProvider().allocate(Transports.eventLoopGroupClass());
    private final AbstractRedisClient client;

    RedisConnector(RedisSettings settings) {
        this.settings = settings;
        client = settings.isCluster() ? clusterClient() : client();
    }

    private RedisClient client() {
        RedisClient one = RedisClient.create(resources);
        one.setOptions(settings.options());
        return one;
    }

    private RedisClusterClient clusterClient() {
        RedisClusterClient cluster = RedisClusterClient.create(resources, settings.servers());
        cluster.setOptions(ClusterClientOptions.builder(settings.options())
                .autoReconnect(true)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofSeconds(1))
                        .enableAllAdaptiveRefreshTriggers()
                        .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
                        .build())
                .build());
        return cluster;
    }

    /**
     * @param changes hear what masters tell
     * @param onEndOfAll is called where all keys are gone
     */
    CompletionStage<RedisLink> connect(RedisChanges changes, Runnable onEndOfAll) {
        Consumer<PushMessage> onPush = push -> {
            if (changes.isEndOfAll(push)) {
                onEndOfAll.run();
            }
        };
        return client instanceof RedisClusterClient cluster
                ? cluster.refreshPartitionsAsync()
                        .thenCompose(known -> cluster.connectAsync(CODEC))
                        .thenApply(opened -> link(opened, onPush))
                : ((RedisClient) client)
                        .connectAsync(CODEC, settings.master())
                        .thenApply(opened -> link(opened, onPush));
    }

    private static RedisLink link(StatefulRedisConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener(onPush::accept);
        RedisAsyncCommands<String, byte[]> master = opened.async();
        return new RedisLink(
                master,
                opened::isOpen,
                () -> master.clientGetredir().thenApply(List::of),
                () -> {
                    // a prefix that is tracked already would be refused
                    master.clientTracking(OFF);
                    return master.clientTracking(TOKENS);
                },
                () -> master.info(MEMORY).thenApply(List::of),
                opened::closeAsync);
    }

    private static RedisLink link(StatefulRedisClusterConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener((node, push) -> onPush.accept(push));
        // each but those that were replaced
        Supplier<NodeSelectionAsyncCommands<String, byte[]>> masters = () -> opened.async()
                .nodes(node -> node.is(NodeFlag.UPSTREAM) && !(node.is(NodeFlag.FAIL) && node.hasNoSlots()))
                .commands();
        return new RedisLink(
                opened.async(),
                () -> true,
                () -> masters.get().clientGetredir(),
                () -> {
                    masters.get().clientTracking(OFF);
                    return masters.get().clientTracking(TOKENS);
                },
                () -> masters.get().info(MEMORY),
                opened::closeAsync);
    }

    /** On which connections are read and futures end. */
    ScheduledExecutorService thread() {
        return thread;
    }

    @Override
    public void close() {
        client.shutdownAsync(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
