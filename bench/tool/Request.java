import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The init request of user n, who is of partner n modulo the number of partners. bench/load/init.lua sends the same. */
record Request(int user, int partner) {

    private static final String BODY = "{\"userInfo\":{\"id\":\"u%08d\",\"name\":\"Nguyen Van A\","
            + "\"email\":\"nguyenvana@example.com\",\"phone\":\"84988883434\","
            + "\"address\":\"z06, Tân Thuận Đông, Quận 7, Tp HCM\","
            + "\"avatarUrl\":\"https://www.example.com/avatars/nguyenvana.png\",\"extData\":{}}}";

    static Request of(int user, int partners) {
        return new Request(user, user % partners);
    }

    byte[] bytes() {
        byte[] body = BODY.formatted(user).getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST /partner/xpbot/api/webchat/initForClient HTTP/1.1
                Host: 127.0.0.1
                Content-Type: application/json
                x-api-key: %s
                xp-api-key: %s
                Content-Length: %d

                """.formatted(gatewayKey(partner), partnerKey(partner), body.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    String userId() {
        return "BENCH.P%05d.WEBCHAT.u%08d".formatted(partner, user);
    }

    static String gatewayKey(int partner) {
        return "bench-gateway-key-p%05d-2f6c1e9a7b".formatted(partner);
    }

    static String partnerKey(int partner) {
        return "bench-partner-key-p%05d-8d03c4f5e1".formatted(partner);
    }

    static String sha256(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
