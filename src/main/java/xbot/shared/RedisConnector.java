package xbot.shared;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lettuce with one thread for all connections, on which a heartbeat sees what they have heard. */
final class RedisConnector implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

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
        if (settings.isCluster()) {
            RedisClusterClient cluster = RedisClusterClient.create(resources, settings.addresses());
            cluster.setOptions(ClusterClientOptions.builder(settings.options())
                    .autoReconnect(true)
                    .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                            .enablePeriodicRefresh(Duration.ofSeconds(1))
                            .enableAllAdaptiveRefreshTriggers()
                            .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
                            .build())
                    .build());
            client = cluster;
        } else {
            RedisClient one = RedisClient.create(resources);
            one.setOptions(settings.options());
            client = one;
        }
    }

    /** @param onPush hears what masters tell */
    CompletionStage<RedisLink> connect(Consumer<PushMessage> onPush) {
        return client instanceof RedisClusterClient cluster
                ? cluster.refreshPartitionsAsync()
                        .thenCompose(known -> cluster.connectAsync(CODEC))
                        .thenApply(opened -> link(opened, onPush))
                : ((RedisClient) client)
                        .connectAsync(CODEC, settings.addresses().get(0))
                        .thenApply(opened -> link(opened, onPush));
    }

    private static RedisLink link(StatefulRedisConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener(onPush::accept);
        return new RedisLink(
                opened.async(),
                opened::isOpen,
                () -> Stream.of(CompletableFuture.completedFuture(opened)),
                opened::closeAsync);
    }

    private static RedisLink link(StatefulRedisClusterConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener((node, push) -> onPush.accept(push));
        return new RedisLink(
                opened.async(),
                () -> true,
                () -> opened.getPartitions().stream()
                        // each but those that were replaced
                        .filter(node -> node.is(NodeFlag.UPSTREAM) && !(node.is(NodeFlag.FAIL) && node.hasNoSlots()))
                        .map(RedisClusterNode::getUri)
                        .map(address -> opened.getConnectionAsync(address.getHost(), address.getPort())),
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
