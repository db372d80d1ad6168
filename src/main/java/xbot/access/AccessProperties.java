package xbot.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import xbot.partners.IpRanges;

/**
 * The properties {@code xbot.access.*}.
 *
 * @param ipAllowlist whether a client IP must be on its partner's allowlist; off for test systems
 * @param trustedProxies addresses and CIDR ranges whose X-Forwarded-For is believed
 */
@ConfigurationProperties("xbot.access")
public record AccessProperties(
        @DefaultValue("enforced") IpAllowlist ipAllowlist,
        @DefaultValue List<String> trustedProxies) {

    /** What becomes of a client IP that is not on the allowlist. */
    public enum IpAllowlist {
        ENFORCED,
        OFF
    }

    private static final int MIN_PREFIX_LENGTH = 7;

    /** @throws IllegalArgumentException if a trusted proxy is no address or range, or more of the net than a proxy is */
    public AccessProperties {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(AccessProperties::check);
    }

    private static void check(String proxy) {
        int prefixLength;
        try {
            prefixLength = IpRanges.parse(proxy).getMinPrefixLengthForBlock();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("xbot.access.trusted-proxies: " + e.getMessage(), e);
        }
        if (prefixLength < MIN_PREFIX_LENGTH) {
            throw new IllegalArgumentException("xbot.access.trusted-proxies: '" + proxy
                    + "' would believe the X-Forwarded-For of anyone: name the proxies only");
        }
    }
}
