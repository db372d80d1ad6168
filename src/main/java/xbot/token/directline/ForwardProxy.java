package xbot.token.directline;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import xbot.text.SecretFile;

/**
 * The corporate network's way out, {@code xbot.upstream.proxy}. Calls go through it by CONNECT, so that TLS reaches from
 * this pod to Direct Line and the proxy sees neither a secret nor a token.
 */
final class ForwardProxy {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}");

    private final String host;
    private final int port;
    private final SecretFile<String[]> credentials;
    private final List<String> bypass;

    /** @throws IllegalArgumentException the properties make no proxy; told with the key, never with a credential */
    ForwardProxy(UpstreamProperties properties) {
        bypass = properties.proxyBypass().stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
        String address = properties.proxy();
        Path credentialsFile = properties.proxyCredentialsFile();
        if (address == null || address.isBlank()) {
            require(credentialsFile == null, "proxy-credentials-file", "needs xbot.upstream.proxy");
            host = null;
            port = 0;
            credentials = null;
            return;
        }
        require(ADDRESS.matcher(address).matches(), "proxy", "must be host:port");
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        port = Integer.parseInt(address.substring(colon + 1));
        require(port >= 1 && port <= 65_535, "proxy", "must be host:port");
        credentials = credentialsFile == null
                ? null
                : new SecretFile<>(
                        "xbot.upstream.proxy-credentials-file", credentialsFile, ForwardProxy::userAndPassword);
    }

    private static void require(boolean holds, String key, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("xbot.upstream." + key + " " + rule);
        }
    }

    /** Null where the call goes directly: to a host of the bypass list, or without TLS, as a proxy would read that. */
    ProxyOptions forCallTo(RequestOptions call) {
        if (host == null || !call.isSsl() || isBypassed(call.getHost().toLowerCase(Locale.ROOT))) {
            return null;
        }
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(host).setPort(port);
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
