package xbot.shared;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import xbot.text.SecretFile;

/** Lettuce, set up as {@link RedisProperties} say. */
final class RedisSettings {

    private static final String SERVER = "(\\[[0-9a-fA-F:.]+]|[^\\s/@,#:\\[\\]]+):(\\d{1,5})";
    private static final Pattern EACH_SERVER = Pattern.compile(SERVER);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:redis|valkey)(s?)(-sentinel|-cluster|):// (SERVER (?:,SERVER )*)(?:#([^\\s#]+))?"
                    .replace("SERVER ", SERVER.replace("(", "(?:"))
                    .replace(" ", ""));
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Whoever asks has a shorter time of his own; this frees what nobody waits for. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private final boolean nearCache;
    private final boolean isCluster;
    private final boolean isTls;
    private final String masterName;
    private final List<RedisURI> servers;
    private final RedisCredentialsProvider credentials;
    private final ClientOptions options;

    /** @throws IllegalArgumentException that begins with the property, if one of them cannot be used */
    RedisSettings(RedisProperties properties, SslBundles sslBundles) {
        Matcher address = ADDRESS.matcher(properties.address());
        boolean isSentinel = address.matches() && address.group(2).equals("-sentinel");
        if (!address.matches()
                || isSentinel != (address.group(4) != null)
                || address.group(2).isEmpty() && address.group(3).contains(",")) {
            throw new IllegalArgumentException("xbot.cache.redis.address is redis://HOST:PORT for one server,"
                    + " redis-sentinel://HOST:PORT,HOST:PORT#NAME for the sentinels of the master NAME, or"
                    + " redis-cluster://HOST:PORT,HOST:PORT for a cluster; with TLS rediss, rediss-sentinel,"
                    + " rediss-cluster");
        }
        nearCache = properties.nearCache();
        isTls = !address.group(1).isEmpty();
        isCluster = address.group(2).equals("-cluster");
        masterName = address.group(4);
        credentials = credentials(properties.username(), "password-file", properties.passwordFile());
        RedisCredentialsProvider ofSentinels =
                credentials(properties.sentinelUsername(), "sentinel-password-file", properties.sentinelPasswordFile());
        RedisCredentialsProvider theirs = isSentinel ? ofSentinels : credentials;
        servers = EACH_SERVER
                .matcher(address.group(3))
                .results()
                .map(server -> with(
                        theirs,
                        RedisURI.create(server.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(server.group(2)))))
                .toList();
        options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .sslOptions(sslOptions(properties.sslBundle(), sslBundles))
                .build();
    }

    boolean nearCache() {
        return nearCache;
    }

    boolean isCluster() {
        return isCluster;
    }

    /** The server, its sentinels, or some of the cluster. */
    List<RedisURI> servers() {
        return servers;
    }

    ClientOptions options() {
        return options;
    }

    /** The one server, or whichever the sentinels say is the master when a connection is opened. */
    RedisURI master() {
        if (masterName == null) {
            return servers.get(0);
        }
        RedisURI master = with(credentials, new RedisURI());
        master.setSentinelMasterId(masterName);
        master.getSentinels().addAll(servers);
        return master;
    }

    private RedisURI with(RedisCredentialsProvider credentials, RedisURI uri) {
        uri.setTimeout(CONNECT_TIMEOUT);
        uri.setClientName("xbot-routes");
        uri.setSsl(isTls);
        if (credentials != null) {
            uri.setCredentialsProvider(credentials);
        }
        return uri;
    }

    private static RedisCredentialsProvider credentials(String username, String key, Path file) {
        if (file != null) {
            SecretFile<String> password = new SecretFile<>("xbot.cache.redis." + key, file, SecretFile::one);
            return RedisCredentialsProvider.from(() -> RedisCredentials.just(username, password.get()));
        }
        if (username != null) {
            throw new IllegalArgumentException(
                    "xbot.cache.redis." + key.replace("password-file", "username") + " needs xbot.cache.redis." + key);
        }
        return null;
    }

    private static SslOptions sslOptions(String bundle, SslBundles sslBundles) {
        if (bundle == null) {
            return SslOptions.create();
        }
        SslManagerBundle managers = sslBundles.getBundle(bundle).getManagers();
        return SslOptions.builder()
                .jdkSslProvider()
                .trustManager(managers.getTrustManagerFactory())
                .keyManager(managers.getKeyManagerFactory())
                .build();
    }
}
