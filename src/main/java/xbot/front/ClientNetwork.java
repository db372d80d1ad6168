package xbot.front;

import io.netty.util.NetUtil;
import java.util.Arrays;

/** The network of a client, /24 or /48: enough to see where traffic comes from, too little to find a person. */
final class ClientNetwork {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private ClientNetwork() {}

    /** @param address an IP address; of anything else nothing is repeated */
    static String of(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return "unknown";
        }
        if (bytes.length == 4 || isMapped(bytes)) {
            int at = bytes.length - 4;
            return (bytes[at] & 0xff) + "." + (bytes[at + 1] & 0xff) + "." + (bytes[at + 2] & 0xff) + ".0/24";
        }
        return group(bytes, 0) + ":" + group(bytes, 2) + ":" + group(bytes, 4) + "::/48";
    }

    /** An IPv4 address in IPv6 clothes, ::ffff:0:0/96. */
    private static boolean isMapped(byte[] bytes) {
        return Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    }

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
    }
}
