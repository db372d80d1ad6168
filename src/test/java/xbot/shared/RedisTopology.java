package xbot.shared;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xbot.Programs;

/** Several servers that stand in for each other. */
public abstract class RedisTopology implements AutoCloseable {

    private final List<RedisServer> servers;

    private RedisTopology(List<RedisServer> servers) {
        this.servers = servers;
    }

    /** As in {@code xbot.cache.redis.address}. */
    public abstract String address();

    /** The one to make ill. */
    public RedisServer master() {
        return servers.get(0);
    }

    /** Whether another server is master instead. */
    public abstract boolean hasSuccessor();

    /** Whether it is a replica of its successor, with its data. */
    public boolean isReplica() {
        String role = master().cli("info", "replication");
        return role.contains("role:slave") && role.contains("master_link_status:up");
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }

    /** A master and a replica, and three sentinels. */
    public static RedisTopology sentinels() {
        RedisServer master = RedisServer.started();
        RedisServer replica = RedisServer.started("--replicaof", "127.0.0.1 " + master.port());
        List<RedisServer> sentinels = IntStream.range(0, 3)
                .mapToObj(n -> RedisServer.sentinel(master))
                .toList();
        return new RedisTopology(List.of(master, replica, sentinels.get(0), sentinels.get(1), sentinels.get(2))) {
            @Override
            public String address() {
                return "redis-sentinel://" + hosts(sentinels) + "#xbot";
            }

            @Override
            public boolean hasSuccessor() {
                return replica.cli("info", "replication").contains("role:master");
            }
        };
    }

    /** Three masters, a replica of each. */
    public static RedisTopology cluster() {
        List<RedisServer> nodes = IntStream.range(0, 6)
                .mapToObj(n -> RedisServer.started("--cluster-enabled", "yes", "--cluster-node-timeout", "1500"))
                .toList();
        String addresses = nodes.stream().map(n -> "127.0.0.1:" + n.port()).collect(Collectors.joining(" "));
        Programs.run(("redis-cli --cluster create " + addresses + " --cluster-replicas 1 --cluster-yes").split(" "));
        return new RedisTopology(nodes) {
            @Override
            public String address() {
                return "redis-cluster://" + hosts(nodes.subList(3, 6));
            }

            @Override
            public boolean hasSuccessor() {
                String seen = nodes.get(1).cli("cluster", "nodes");
                return seen.lines()
                                        .filter(l -> l.contains("master") && !l.contains("fail"))
                                        .count()
                                == 3
                        && seen.contains("fail");
            }
        };
    }

    private static String hosts(List<RedisServer> servers) {
        return servers.stream().map(s -> "127.0.0.1:" + s.port()).collect(Collectors.joining(","));
    }
}
