package xbot.partners;

import inet.ipaddr.IPAddress;
import java.util.Optional;

/** One address or one CIDR range, as an operator writes it. */
public record IpRange(IPAddress block) {

    private static final int MAX_QUOTED = 64;

    /** @throws IllegalArgumentException with a message such as {@code '10.0.0.0/40' is not a CIDR range} */
    public static IpRange parse(String text) {
        IPAddress range = IpSyntax.range(text)
                .orElseThrow(() -> new IllegalArgumentException(quote(text) + " is not a CIDR range"));
        if (range.isIPv6() && range.toIPv6().isIPv4Mapped()) {
            throw new IllegalArgumentException(quote(text) + " is an IPv4 range: write it as IPv4");
        }
        if (range.isPrefixed() && !range.isPrefixBlock()) {
            String block = range.toPrefixBlock().toCanonicalString();
            throw new IllegalArgumentException(quote(text) + " has host bits set: write '" + block + "'");
        }
        return new IpRange(range.isMultiple() ? range : range.withoutPrefixLength());
    }

    /** The length of the prefix in bits; that of the whole address where it is one address. */
    public int prefixLength() {
        return Optional.ofNullable(block.getNetworkPrefixLength()).orElse(block.getBitCount());
    }

    /** What does not look like an address may be a secret in the wrong place, so it is not repeated. */
    private static String quote(String text) {
        boolean quotable = text.length() < MAX_QUOTED
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 0x7f || ".:/%*-".indexOf(c) >= 0);
        return quotable && !text.isEmpty() ? "'" + text + "'" : "an entry";
    }
}
