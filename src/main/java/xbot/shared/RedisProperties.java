package xbot.shared;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code xbot.cache.redis.*}: the Redis or Valkey that pods share.
 *
 * @param address of one server {@code redis://HOST:PORT}, of its sentinels {@code redis-sentinel://HOST:PORT,…#NAME}, or
 *     of a cluster {@code redis-cluster://HOST:PORT,…}; {@code rediss} with TLS; null: each pod by itself
 * @param username of an ACL user, or null
 * @param passwordFile is read again for each connection, so that a password can be changed; or null
 * @param sentinelUsername of an ACL user of the sentinels, or null
 * @param sentinelPasswordFile for the sentinels; or null
 * @param sslBundle the name of a Spring SSL bundle: whom to trust and, for mutual TLS, who we are; or null
 * @param nearCache whether a token that this pod knows to be current is answered without asking
 */
@ConfigurationProperties("xbot.cache.redis")
public record RedisProperties(
        String address,
        String username,
        Path passwordFile,
        String sentinelUsername,
        Path sentinelPasswordFile,
        String sslBundle,
        @DefaultValue("true") boolean nearCache) {}
