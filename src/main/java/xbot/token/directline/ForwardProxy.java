package xbot.token.directline;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.util.Assert;
import xbot.text.SecretFile;

/**
 * The corporate network's way out, {@code xbot.upstream.proxy}. Calls go through it by CONNECT, so that TLS reaches from
 * this pod to Direct Line and the proxy sees neither a secret nor a token.
 */
final class ForwardProxy {

    private final HostAndPort address;
    private final SecretFile<String[]> credentials;
    private final List<String> bypass;

    /** @throws IllegalArgumentException the properties make no proxy; told with the key, never with a credential */
    ForwardProxy(UpstreamProperties properties) {
        bypass = properties.proxyBypass().stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
        String proxy = properties.proxy() == null ? "" : properties.proxy();
        Path file = properties.proxyCredentialsFile();
        address = proxy.isBlank() ? null : HostAndPort.parseAuthority(proxy, -1);
        Assert.isTrue(
                proxy.isBlank()
                        || address != null
                                && address.port() > 0
                                && !address.host().isEmpty(),
                "xbot.upstream.proxy must be host:port");
        Assert.isTrue(
                file == null || address != null, "xbot.upstream.proxy-credentials-file needs xbot.upstream.proxy");
        credentials = file == null
                ? null
                : new SecretFile<>("xbot.upstream.proxy-credentials-file", file, ForwardProxy::userAndPassword);
    }

    /** Null where the call goes directly: to a host of the bypass list, or without TLS, as a proxy would read that. */
    ProxyOptions forCallTo(RequestOptions call) {
        if (address == null || !call.isSsl() || isBypassed(call.getHost().toLowerCase(Locale.ROOT))) {
            return null;
        }
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(address.host().replaceAll("[\\[\\]]", ""))
                .setPort(address.port());
        if (credentials != null) {
            String[] both = credentials.get();
            options.setUsername(both[0]).setPassword(both[1]);
        }
        return options;
    }

    private boolean isBypassed(String target) {
        return bypass.stream().anyMatch(entry -> entry.startsWith(".") ? target.endsWith(entry) : target.equals(entry));
    }

    private static String[] userAndPassword(List<String> lines) {
        String line = SecretFile.one(lines);
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("is not user:password");
        }
        return new String[] {line.substring(0, colon), line.substring(colon + 1)};
    }
}
