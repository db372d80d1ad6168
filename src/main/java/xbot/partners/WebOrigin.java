package xbot.partners;

import inet.ipaddr.IPAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** A scheme, a host and perhaps a port, and nothing else: https, or http where the host is this machine. */
final class WebOrigin {

    private static final int MAX_PORT = 65_535;

    private WebOrigin() {}

    /** @throws IllegalArgumentException without the text, which may hold a password */
    static URI parse(String text) {
        try {
            URI uri = new URI(text);
            if (!hasOnlyHostAndPort(uri) || !isSafe(uri)) {
                throw new IllegalArgumentException("an entry is not an https origin");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            return new URI(scheme, null, host, uri.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an entry is not a URI");
        }
    }

    private static boolean hasOnlyHostAndPort(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT;
    }

    private static boolean isSafe(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost());
    }

    private static boolean isThisMachine(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return "localhost".equalsIgnoreCase(bare)
                || IpSyntax.address(bare).map(IPAddress::isLoopback).orElse(false);
    }
}
