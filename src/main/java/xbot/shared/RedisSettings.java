package xbot.shared;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.redisson.config.Config;
import org.redisson.config.Credentials;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.core.io.Resource;
import xbot.text.SecretFile;

/** Redisson's configuration file with {@link RedisProperties} laid over it. */
final class RedisSettings {

    private final RedisProperties properties;
    private final SslBundles sslBundles;

    RedisSettings(RedisProperties properties, SslBundles sslBundles) {
        this.properties = properties;
        this.sslBundles = sslBundles;
    }

    Config read(Resource file) {
        Config config = parse(file);
        if (config.isSingleConfig()) {
            config.useSingleServer().setAddress(address());
        } else if (properties.address() != null) {
            throw new IllegalArgumentException(
                    "xbot.cache.redis.address is for a single server, but xbot.cache.config has another set-up: leave one"
                            + " of them out");
        }
        if (properties.passwordFile() != null) {
            SecretFile<String> password =
                    new SecretFile<>("xbot.cache.redis.password-file", properties.passwordFile(), SecretFile::one);
            // asked for each connection that is opened
            config.setCredentialsResolver(server ->
                    CompletableFuture.completedFuture(new Credentials(properties.username(), password.get())));
        } else if (properties.username() != null) {
            throw new IllegalArgumentException("xbot.cache.redis.username needs xbot.cache.redis.password-file");
        }
        if (properties.sslBundle() != null) {
            SslManagerBundle managers =
                    sslBundles.getBundle(properties.sslBundle()).getManagers();
            config.setSslTrustManagerFactory(managers.getTrustManagerFactory());
            config.setSslKeyManagerFactory(managers.getKeyManagerFactory());
        }
        return config;
    }

    private static Config parse(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return Config.fromYAML(in);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "xbot.cache.config: " + file.getDescription() + " is no Redisson configuration: " + e.getMessage(),
                    e);
        }
    }

    private String address() {
        String address = properties.address();
        if (address == null || !address.matches("(redis|rediss|valkey|valkeys)://[^\\s/@]+:\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "xbot.cache.redis.address is required, as redis://HOST:PORT or, with TLS, rediss://HOST:PORT");
        }
        return address;
    }
}
