package xbot.shared;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.Transports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lettuce with one thread for all connections, on which a heartbeat sees what they have heard. */
final class RedisConnector implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /**
     * A connection to the masters that there are.
     *
     * @param commands for operations on keys
     * @param isOpen whether it can be used, or finds masters again by itself
     * @param masters a connection to each
     */
    record Link(
            RedisClusterAsyncCommands<String, byte[]> commands,
            BooleanSupplier isOpen,
            Supplier<Stream<CompletableFuture<StatefulRedisConnection<String, byte[]>>>> masters,
            Runnable close) {

        private static final TrackingArgs ON =
                TrackingArgs.Builder.enabled().bcast().prefixes(Redis.TOKENS);
        private static final TrackingArgs OFF = TrackingArgs.Builder.enabled(false);

        /** Of each master: below 0 where it does not tell of changes. */
        CompletableFuture<List<Long>> redirections() {
            return ofEach(master -> master.async().clientGetredir());
        }

        /** Asks each master to tell of changes of tokens. */
        CompletableFuture<?> track() {
            return ofEach(master -> {
                if (((StatefulRedisConnectionImpl<?, ?>) master)
                                .getConnectionState()
                                .getNegotiatedProtocolVersion()
                        != ProtocolVersion.RESP3) {
                    // it would say OK, and never tell anything
                    throw new RedisCommandExecutionException("it does not speak RESP3");
                }
                // a prefix that is tracked already would be refused
                master.async().clientTracking(OFF);
                return master.async().clientTracking(ON);
            });
        }

        /** What each master answers to INFO memory. */
        CompletableFuture<List<String>> memory() {
            return ofEach(master -> master.async().info("memory"));
        }

        private <T> CompletableFuture<List<T>> ofEach(
                Function<StatefulRedisConnection<String, byte[]>, CompletionStage<T>> question) {
            List<CompletableFuture<T>> answers =
                    masters.get().map(master -> master.thenCompose(question)).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(
                            all -> answers.stream().map(CompletableFuture::join).toList());
        }
    }

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
    CompletionStage<Link> connect(Consumer<PushMessage> onPush) {
        return client instanceof RedisClusterClient cluster
                ? cluster.refreshPartitionsAsync()
                        .thenCompose(known -> cluster.connectAsync(CODEC))
                        .thenApply(opened -> link(opened, onPush))
                : ((RedisClient) client)
                        .connectAsync(CODEC, settings.addresses().get(0))
                        .thenApply(opened -> link(opened, onPush));
    }

    private static Link link(StatefulRedisConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener(onPush::accept);
        return new Link(
                opened.async(),
                opened::isOpen,
                () -> Stream.of(CompletableFuture.completedFuture(opened)),
                opened::closeAsync);
    }

    private static Link link(StatefulRedisClusterConnection<String, byte[]> opened, Consumer<PushMessage> onPush) {
        opened.addListener((node, push) -> onPush.accept(push));
        return new Link(
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
