package xbot.access;

import inet.ipaddr.IPAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xbot.partners.IpSyntax;

/** The address of a caller; an IPv4 address that is mapped into IPv6 is the IPv4 address. Prints canonically. */
record ClientIp(IPAddress address) {

    private static final int MAX_PORT = 65_535;

    /** What may have a port behind it: an IPv6 address in brackets, and any text without a colon. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[([^\\[\\]]*:[^\\[\\]]*)]|([^:\\[\\]]*))(?::([1-9][0-9]{0,4}))?");

    /** Reads {@code v4}, {@code v4:port}, {@code v6}, {@code [v6]} and {@code [v6]:port}; empty for anything else. */
    static Optional<ClientIp> parse(String text) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return IpSyntax.address(text).map(ClientIp::unmapped);
        }
        if (parts.group(3) != null && Integer.parseInt(parts.group(3)) > MAX_PORT) {
            return Optional.empty();
        }
        String address = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return IpSyntax.address(address).map(ClientIp::unmapped);
    }

    private static ClientIp unmapped(IPAddress address) {
        boolean mapped = address.isIPv6() && address.toIPv6().isIPv4Mapped();
        return new ClientIp(mapped ? address.toIPv6().getEmbeddedIPv4Address() : address);
    }

    @Override
    public String toString() {
        return address.toCanonicalString();
    }
}
