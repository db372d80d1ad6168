package xbot.access;

import java.util.List;
import java.util.Optional;
import xbot.partners.IpRanges;

/**
 * Finds the client IP behind the trusted proxies: the peer, unless it is one of them; then the rightmost address of
 * X-Forwarded-For that is none of them. Where all are trusted it is the peer, the only one that nobody can forge.
 */
record ClientIpWalk(IpRanges trustedProxies) {

    private static final int MAX_STEPS = 100;

    /**
     * @param forwardedFor the lines of X-Forwarded-For in the order of the request
     * @return empty where the peer or a step of the walk is no address, or the walk is longer than 100 steps
     */
    Optional<ClientIp> from(String peer, List<String> forwardedFor) {
        Optional<ClientIp> nearest = ClientIp.parse(peer);
        if (nearest.isEmpty() || !trustedProxies.contain(nearest.get().address())) {
            return nearest;
        }
        int steps = 0;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String line = forwardedFor.get(i);
            for (int end = line.length(); end >= 0; ) {
                int comma = line.lastIndexOf(',', end - 1);
                Optional<ClientIp> ip =
                        ClientIp.parse(line.substring(comma + 1, end).strip());
                if (ip.isEmpty() || ++steps > MAX_STEPS) {
                    return Optional.empty();
                }
                if (!trustedProxies.contain(ip.get().address())) {
                    return ip;
                }
                end = comma;
            }
        }
        return nearest;
    }
}
