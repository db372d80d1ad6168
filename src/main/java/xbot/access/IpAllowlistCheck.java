package xbot.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets a request pass whose client IP is on the partner's allowlist. Reads the exchange properties {@code peer}, the
 * address of the connection's other end, and {@code partner}; sets {@code clientIp}.
 */
public final class IpAllowlistCheck implements Processor {

    public static final String PEER = "peer";
    public static final String CLIENT_IP = "clientIp";

    private static final String FORWARDED_FOR_HEADER = "X-Forwarded-For";

    private final ClientIpWalk walk;
    private final boolean enforced;

    IpAllowlistCheck(ClientIpWalk walk, AccessProperties.IpAllowlist mode) {
        this.walk = walk;
        this.enforced = mode == AccessProperties.IpAllowlist.ENFORCED;
    }

    @Override
    public void process(Exchange exchange) throws IpNotAllowed {
        String peer = exchange.getProperty(PEER, String.class);
        Optional<ClientIp> clientIp = peer == null ? Optional.empty() : walk.from(peer, forwardedFor(exchange));
        exchange.setProperty(CLIENT_IP, clientIp.map(ClientIp::toString).orElse(peer));

        if (enforced) {
            IpRanges allowed = KeyCheck.partnerOf(exchange).allowedIps();
            if (clientIp.filter(allowed::contain).isEmpty()) {
                throw new IpNotAllowed();
            }
        }
    }

    private static List<String> forwardedFor(Exchange exchange) {
        Object value = exchange.getMessage().getHeader(FORWARDED_FOR_HEADER);
        if (value instanceof Collection<?> lines) {
            return lines.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
