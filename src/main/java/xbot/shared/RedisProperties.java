package xbot.shared;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code xbot.cache.redis.*}: what differs between two set-ups of the same shape. Everything else, sentinels and
 * clusters too, is in the Redisson configuration that {@code xbot.cache.config} names.
 *
 * @param address {@code redis://HOST:PORT}, or {@code rediss://} with TLS; only for a single server
 * @param username of an ACL user, or null
 * @param passwordFile is read again for each connection, so that a password can be changed; or null
 * @param sslBundle the name of a Spring SSL bundle: whom to trust and, for mutual TLS, who we are; or null
 */
@ConfigurationProperties("xbot.cache.redis")
public record RedisProperties(String address, String username, Path passwordFile, String sslBundle) {}
