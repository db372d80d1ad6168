package xbot.partners;

import inet.ipaddr.IPAddress;
import inet.ipaddr.format.util.DualIPv4v6Tries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A set of addresses and CIDR ranges that is asked at the same cost for ten and for ten thousand of them. */
public final class IpRanges {

    /** The empty set. */
    public static final IpRanges NONE = new IpRanges(List.of());

    private static final int MAX_QUOTED = 64;

    private final DualIPv4v6Tries tries = new DualIPv4v6Tries();

    IpRanges(Collection<IPAddress> ranges) {
        ranges.forEach(tries::add);
    }

    /** @throws IllegalArgumentException with the first text that is not an address or a CIDR range */
    public static IpRanges of(Collection<String> ranges) {
        return new IpRanges(ranges.stream().map(IpRanges::parse).toList());
    }

    /**
     * Reads one address or one CIDR range, as an operator writes it.
     *
     * @throws IllegalArgumentException with a message such as {@code '10.0.0.0/40' is not a CIDR range}
     */
    public static IPAddress parse(String text) {
        IPAddress range = IpSyntax.range(text)
                .orElseThrow(() -> new IllegalArgumentException(quote(text) + " is not a CIDR range"));
        if (range.isIPv6() && range.toIPv6().isIPv4Mapped()) {
            throw new IllegalArgumentException(quote(text) + " is an IPv4 range: write it as IPv4");
        }
        if (range.isPrefixed() && !range.isPrefixBlock()) {
            String block = range.toPrefixBlock().toCanonicalString();
            throw new IllegalArgumentException(quote(text) + " has host bits set: write '" + block + "'");
        }
        return range.isMultiple() ? range : range.withoutPrefixLength();
    }

    /** What does not look like an address may be a secret in the wrong place, so it is not repeated. */
    private static String quote(String text) {
        boolean quotable = text.length() < MAX_QUOTED
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 0x7f || ".:/%*-".indexOf(c) >= 0);
        return quotable && !text.isEmpty() ? "'" + text + "'" : "an entry";
    }

    public boolean contain(IPAddress ip) {
        return tries.elementContains(ip);
    }

    /** Those that lie wholly inside one of the others. */
    List<String> inside(IpRanges others) {
        List<String> inside = new ArrayList<>();
        for (IPAddress range : tries) {
            if (others.tries.elementContains(range)) {
                inside.add(range.toCanonicalString());
            }
        }
        return inside;
    }
}
