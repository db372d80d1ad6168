package xbot.access;

import inet.ipaddr.IPAddress;
import java.util.Optional;
import xbot.partners.IpSyntax;

/** The address of a caller; an IPv4 address that is mapped into IPv6 is the IPv4 address. Prints canonically. */
record ClientIp(IPAddress address) {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;
    private static final String NOTHING = "";

    /** Reads {@code v4}, {@code v4:port}, {@code v6}, {@code [v6]} and {@code [v6]:port}; empty for anything else. */
    static Optional<ClientIp> parse(String text) {
        return IpSyntax.address(withoutPort(text)).map(ClientIp::unmapped);
    }

    private static ClientIp unmapped(IPAddress address) {
        boolean mapped = address.isIPv6() && address.toIPv6().isIPv4Mapped();
        return new ClientIp(mapped ? address.toIPv6().getEmbeddedIPv4Address() : address);
    }

    private static String withoutPort(String text) {
        int colon = text.indexOf(':');
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean v6 = colon >= 0 && colon < end;
            boolean bare = end == text.length() - 1;
            return v6 && (bare || isPort(text, end + 1)) ? text.substring(1, end) : NOTHING;
        }
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPort(text, colon) ? text.substring(0, colon) : NOTHING;
        }
        return text;
    }

    private static boolean isPort(String text, int colon) {
        int digits = text.length() - colon - 1;
        if (text.charAt(colon) != ':' || digits < 1 || digits > MAX_PORT_DIGITS || text.charAt(colon + 1) == '0') {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            port = port * 10 + digit;
        }
        return port <= MAX_PORT;
    }

    @Override
    public String toString() {
        return address.toCanonicalString();
    }
}
