package xbot.token.directline;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The corporate network's way out, {@code xbot.upstream.proxy}. Calls go through it by CONNECT, so that TLS reaches from
 * this pod to Direct Line and the proxy sees neither a secret nor a token.
 */
final class ForwardProxy {

    private final String host;
    private final int port;
    private final Path credentialsFile;
    private final List<String> bypass;

    /** @throws IllegalArgumentException the properties make no proxy; told with the key, never with a credential */
    ForwardProxy(UpstreamProperties properties) {
        credentialsFile = properties.proxyCredentialsFile();
        bypass = properties.proxyBypass().stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
        String address = properties.proxy();
        if (address == null || address.isBlank()) {
            require(credentialsFile == null, "proxy-credentials-file", "needs xbot.upstream.proxy");
            host = null;
            port = 0;
            return;
        }
        int colon = address.lastIndexOf(':');
        require(address.matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}"), "proxy", "must be host:port");
        host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        port = Integer.parseInt(address.substring(colon + 1));
        require(port >= 1 && port <= 65_535, "proxy", "must be host:port");
        if (credentialsFile != null) {
            credentials();
        }
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
        if (credentialsFile != null) {
            String[] credentials = credentials();
            options.setUsername(credentials[0]).setPassword(credentials[1]);
        }
        return options;
    }

    private boolean isBypassed(String target) {
        return bypass.stream().anyMatch(entry -> entry.startsWith(".") ? target.endsWith(entry) : target.equals(entry));
    }

    /** Read again for each call, so that a password can be changed. */
    private String[] credentials() {
        try {
            String line = Files.readString(credentialsFile).strip();
            int colon = line.indexOf(':');
            require(colon > 0 && !line.contains("\n"), "proxy-credentials-file", "must hold one line, user:password");
            return new String[] {line.substring(0, colon), line.substring(colon + 1)};
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "xbot.upstream.proxy-credentials-file " + credentialsFile + " cannot be read", e);
        }
    }
}
