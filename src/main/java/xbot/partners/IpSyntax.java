package xbot.partners;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.util.HexFormat;
import java.util.Optional;

/** The only spellings of an address that are read: no inet_aton forms, wildcards, ranges, masks, zones or blanks. */
public final class IpSyntax {

    private static final int MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128".length();
    private static final IPAddressStringParameters ADDRESS = strict(false);
    private static final IPAddressStringParameters RANGE = strict(true);

    private IpSyntax() {}

    public static Optional<IPAddress> address(String text) {
        return read(text, ADDRESS);
    }

    /** An address, or an address with a prefix length. */
    static Optional<IPAddress> range(String text) {
        int slash = text.indexOf('/');
        // the library's own option would refuse /0 as well
        boolean leadingZero = slash >= 0 && text.startsWith("0", slash + 1) && text.length() > slash + 2;
        return leadingZero ? Optional.empty() : read(text, RANGE);
    }

    private static Optional<IPAddress> read(String text, IPAddressStringParameters syntax) {
        if (!isPlain(text)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new IPAddressString(text, syntax).toAddress());
        } catch (AddressStringException | IncompatibleAddressException e) {
            return Optional.empty();
        }
    }

    /** The library trims blanks, knows zones, wildcards and ranges, and takes longer over longer nonsense. */
    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> HexFormat.isHexDigit(c) || c == '.' || c == ':' || c == '/');
    }

    private static IPAddressStringParameters strict(boolean prefix) {
        return new IPAddressStringParameters.Builder()
                .allowSingleSegment(false)
                .allowPrefix(prefix)
                .allowPrefixOnly(false)
                .allowMask(false)
                .allow_inet_aton(false)
                .getIPv4AddressParametersBuilder()
                .allowBinary(false)
                .allowLeadingZeros(false)
                .allowPrefixesBeyondAddressSize(false)
                .getParentBuilder()
                .getIPv6AddressParametersBuilder()
                .allowBinary(false)
                .allowBase85(false)
                .allowUnlimitedLeadingZeros(false)
                .allowPrefixesBeyondAddressSize(false)
                .allow_mixed_inet_aton(false)
                .getEmbeddedIPv4AddressParametersBuilder()
                .allowLeadingZeros(false)
                .getEmbeddedIPv4AddressParentBuilder()
                .getParentBuilder()
                .toParams();
    }
}
