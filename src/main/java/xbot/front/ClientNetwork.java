package xbot.front;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** The network of a client, /24 or /48: enough to see where traffic comes from, too little to find a person. */
final class ClientNetwork {

    private ClientNetwork() {}

    /** @param address an IP address; of anything else nothing is repeated */
    static String of(String address) {
        InetAddress ip = address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
        if (ip == null) {
            return "unknown";
        }
        // Java makes IPv4 of an IPv4 address that is mapped into IPv6
        byte[] bytes = ip.getAddress();
        return bytes.length == 4
                ? (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24"
                : group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + "::/48";
    }

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
    }
}
