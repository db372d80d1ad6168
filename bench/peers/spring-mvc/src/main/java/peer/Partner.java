package peer;

import java.net.InetAddress;
import java.util.List;

record Partner(String id, String userIdPrefix, List<CidrRange> allowed, String directLine, String secret) {

    boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(range -> range.contains(bytes));
    }
}
