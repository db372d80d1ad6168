package peer;

import java.net.InetAddress;
import java.net.UnknownHostException;

record CidrRange(byte[] network, int bits) {

    static CidrRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            // a literal address: nothing is looked up
            return new CidrRange(
                    InetAddress.getByName(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
    }
}
