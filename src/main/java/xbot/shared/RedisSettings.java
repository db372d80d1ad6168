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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.util.Assert;
import xbot.text.SecretFile;

/**
 * Lettuce, set up as {@link RedisProperties} say.
 *
 * @param addresses of the one server, of the master as its sentinels tell it, or of some nodes of the cluster
 */
record RedisSettings(boolean isCluster, List<RedisURI> addresses, ClientOptions options, boolean nearCache) {

    private static final String SERVER = "(?:\\[[0-9a-fA-F:.]+]|[^\\s/@,#:\\[\\]]+):\\d{1,5}";
    private static final String SERVERS = SERVER + "(?:," + SERVER + ")*";
    private static final Pattern ADDRESS = Pattern.compile("(?:redis|valkey)(?<tls>s?)(?:://(?<server>" + SERVER
            + ")|-sentinel://(?<sentinels>" + SERVERS + ")#(?<master>[^\\s#]+)|-cluster://(?<nodes>" + SERVERS + "))");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Whoever asks has a shorter time of his own; this frees what nobody waits for. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    /** @throws IllegalArgumentException that begins with the property, if one of them cannot be used */
    static RedisSettings of(RedisProperties properties, SslBundles sslBundles) {
        Matcher address = ADDRESS.matcher(properties.address());
        Assert.isTrue(
                address.matches(),
                "xbot.cache.redis.address is redis://HOST:PORT for one server,"
                        + " redis-sentinel://HOST:PORT,HOST:PORT#NAME for the sentinels of the master NAME, or"
                        + " redis-cluster://HOST:PORT,HOST:PORT for a cluster; with TLS rediss, rediss-sentinel,"
                        + " rediss-cluster");
        boolean isTls = !address.group("tls").isEmpty();
        boolean isCluster = address.group("nodes") != null;
        RedisCredentialsProvider ours = credentials(properties.username(), "password-file", properties.passwordFile());
        RedisCredentialsProvider ofSentinels =
                credentials(properties.sentinelUsername(), "sentinel-password-file", properties.sentinelPasswordFile());
        List<RedisURI> addresses;
        if (address.group("master") == null) {
            addresses = servers(address.group(isCluster ? "nodes" : "server"), isTls, ours);
        } else {
            RedisURI master = with(new RedisURI(), isTls, ours);
            master.setSentinelMasterId(address.group("master"));
            master.getSentinels().addAll(servers(address.group("sentinels"), isTls, ofSentinels));
            addresses = List.of(master);
        }
        ClientOptions options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .sslOptions(sslOptions(properties.sslBundle(), sslBundles))
                .build();
        return new RedisSettings(isCluster, addresses, options, properties.nearCache());
    }

    private static List<RedisURI> servers(String list, boolean isTls, RedisCredentialsProvider credentials) {
        return Arrays.stream(list.split(","))
                .map(server -> {
                    int colon = server.lastIndexOf(':');
                    String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
                    return with(
                            RedisURI.create(host, Integer.parseInt(server.substring(colon + 1))), isTls, credentials);
                })
                .toList();
    }

    private static RedisURI with(RedisURI uri, boolean isTls, RedisCredentialsProvider credentials) {
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
