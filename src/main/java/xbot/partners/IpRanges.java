package xbot.partners;

import inet.ipaddr.IPAddress;
import inet.ipaddr.format.util.DualIPv4v6Tries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A set of addresses and CIDR ranges that is asked at the same cost for ten and for ten thousand of them. */
public final class IpRanges {

    /** The empty set. */
    public static final IpRanges NONE = new IpRanges(new DualIPv4v6Tries());

    private final DualIPv4v6Tries tries;

    private IpRanges(DualIPv4v6Tries tries) {
        this.tries = tries;
    }

    /** @throws IllegalArgumentException with the first text that is not an address or a CIDR range */
    public static IpRanges of(Collection<String> ranges) {
        return copyOf(ranges.stream().map(IpRange::parse).toList());
    }

    static IpRanges copyOf(Collection<IpRange> ranges) {
        DualIPv4v6Tries tries = new DualIPv4v6Tries();
        ranges.forEach(range -> tries.add(range.block()));
        return new IpRanges(tries);
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
