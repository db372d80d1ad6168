package xbot.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.Code;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;
import xbot.partners.IpRanges;

/** Lets a request pass whose client IP is on the partner's allowlist. */
record IpAllowlistCheck(ClientIpWalk walk, AccessProperties.IpAllowlist mode) implements Processor {

    private static final String FORWARDED_FOR_HEADER = "X-Forwarded-For";

    @Override
    public void process(Exchange exchange) throws Refusal {
        String peer = exchange.getProperty(ExchangeProperties.PEER, String.class);
        Optional<ClientIp> clientIp = peer == null ? Optional.empty() : walk.from(peer, forwardedFor(exchange));
        exchange.setProperty(
                ExchangeProperties.CLIENT_IP, clientIp.map(ClientIp::toString).orElse(peer));

        if (mode == AccessProperties.IpAllowlist.ENFORCED) {
            IpRanges allowed = KeyCheck.partnerOf(exchange).allowedIps();
            if (clientIp.filter(ip -> allowed.contain(ip.address())).isEmpty()) {
                throw Refusal.of(Code.IP_NOT_ALLOWED);
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
