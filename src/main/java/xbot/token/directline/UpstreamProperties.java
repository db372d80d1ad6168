package xbot.token.directline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code xbot.upstream.*}: calls to Direct Line.
 *
 * @param connectTimeout for one connection
 * @param deadline for all calls that one request makes, retries included
 * @param retries how often a call that may be repeated is repeated
 * @param maxConnections to one host
 * @param maxConnectionAge a connection carries no call when it is older
 * @param proxy host:port of the proxy through which Direct Line is called, by CONNECT; null for none
 * @param proxyCredentialsFile holds one line, user:password; read again for each call; null where the proxy asks for none
 * @param proxyBypass the hosts that are called directly; one that begins with a dot stands for all hosts that end so
 */
@ConfigurationProperties("xbot.upstream")
public record UpstreamProperties(
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("8s") Duration deadline,
        @DefaultValue("2") int retries,
        @DefaultValue("200") int maxConnections,
        @DefaultValue("5m") Duration maxConnectionAge,
        String proxy,
        Path proxyCredentialsFile,
        @DefaultValue List<String> proxyBypass) {

    public UpstreamProperties {
        Assert.isTrue(connectTimeout.toMillis() >= 1, "xbot.upstream.connect-timeout must be positive");
        Assert.isTrue(deadline.toMillis() >= 1, "xbot.upstream.deadline must be positive");
        Assert.isTrue(retries >= 0 && retries <= 10, "xbot.upstream.retries must be between 0 and 10");
        Assert.isTrue(maxConnections >= 1, "xbot.upstream.max-connections must be at least 1");
        Assert.isTrue(maxConnectionAge.toMillis() >= 1, "xbot.upstream.max-connection-age must be positive");
    }
}
