package xbot.shared;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xbot.Programs;

/** Several servers that stand in for each other. */
public abstract class RedisTopology implements AutoCloseable {

    /** The first master keeps a few, or it would become a replica. */
    private static final int LAST_MOVED_SLOT = 5400;

    private final List<RedisServer> servers;

    private RedisTopology(List<RedisServer> servers) {
        this.servers = servers;
    }

    /** As in {@code xbot.cache.redis.address}. */
    public abstract String address();

    public List<RedisServer> servers() {
        return servers;
    }

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
        return sentinels(null, null);
    }

    /**
     * @param acl a file with users of master and replica besides the one without a password, or null
     * @param sentinelAcl of the sentinels
     */
    public static RedisTopology sentinels(Path acl, Path sentinelAcl) {
        RedisServer master = RedisServer.started(with(acl));
        RedisServer replica = RedisServer.started(with(acl, "--replicaof", "127.0.0.1 " + master.port()));
        String[] users = sentinelAcl == null ? new String[0] : new String[] {"aclfile " + sentinelAcl};
        List<RedisServer> sentinels = IntStream.range(0, 3)
                .mapToObj(n -> RedisServer.sentinel(master, users))
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
        return cluster(null);
    }

    /** @param acl a file with users besides the one without a password, or null */
    public static RedisTopology cluster(Path acl) {
        List<RedisServer> nodes = IntStream.range(0, 6)
                .mapToObj(n ->
                        RedisServer.started(with(acl, "--cluster-enabled", "yes", "--cluster-node-timeout", "1500")))
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

    private static String[] with(Path acl, String... settings) {
        Stream<String> users = acl == null ? Stream.of() : Stream.of("--aclfile", acl.toString());
        return Stream.concat(users, Stream.of(settings)).toArray(String[]::new);
    }

    /**
     * Moves nearly all slots of the first master of a cluster to the second one, with their keys.
     *
     * @param pause is called while keys are at either, while all are at the second, and when the move is known
     */
    public void moveSlots(Runnable pause) {
        RedisServer from = servers.get(0);
        RedisServer to = servers.get(1);
        String fromId = from.cli("cluster", "myid");
        String toId = to.cli("cluster", "myid");
        setSlots(to, "importing " + fromId);
        setSlots(from, "migrating " + toId);
        pause.run();
        sendLines(
                from,
                "redis-cli -p " + from.port() + " --scan | sed 's/.*/migrate 127.0.0.1 " + to.port() + " & 0 5000/'");
        pause.run();
        // first where they are now, or nobody serves them for a moment
        List.of(to, from, servers.get(2)).forEach(server -> setSlots(server, "node " + toId));
        pause.run();
    }

    private static void setSlots(RedisServer server, String state) {
        sendLines(server, "seq 0 " + LAST_MOVED_SLOT + " | sed 's/.*/cluster setslot & " + state + "/'");
    }

    private static void sendLines(RedisServer server, String lines) {
        Programs.run("sh", "-c", lines + " | redis-cli -p " + server.port());
    }

    private static String hosts(List<RedisServer> servers) {
        return servers.stream().map(s -> "127.0.0.1:" + s.port()).collect(Collectors.joining(","));
    }
}
