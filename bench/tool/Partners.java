import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a partners file that the pod and its peers all read: it is JSON, and so YAML. The partners are p00000,
 * p00001, … whose allowlist ends with 127.0.0.0/8, and p99999, whose allowlist has no address of this machine.
 */
final class Partners {

    private static final int DENIED = 99_999;

    private Partners() {}

    /** Arguments: file, base URI of Direct Line, number of partners, number of ranges of each. */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[2]);
        String allowed = ranges(Integer.parseInt(args[3]));
        String partners = IntStream.range(0, count)
                .mapToObj(n -> partner(n, args[1], allowed))
                .collect(Collectors.joining(",\n"));
        Files.writeString(
                Path.of(args[0]),
                "{\"partners\": {\n" + partners + ",\n" + partner(DENIED, args[1], "\"203.0.113.0/24\"") + "\n}}\n");
    }

    /** Every other address of 10.0.0.0/8, so that no two ranges are one. */
    private static String ranges(int count) {
        return IntStream.range(0, count - 1)
                .map(n -> 2 * n)
                .mapToObj(n -> "\"10.%d.%d.%d/32\", ".formatted(n >> 16, n >> 8 & 255, n & 255))
                .collect(Collectors.joining("", "", "\"127.0.0.0/8\""));
    }

    private static String partner(int n, String directLine, String allowed) {
        return """
                "p%1$05d": {"user-id-prefix": "BENCH.P%1$05d.WEBCHAT",
                  "gateway-keys": [{"id": "gw", "sha256": "%2$s"}], "partner-keys": [{"id": "xp", "sha256": "%3$s"}],
                  "allowed-ips": [%4$s],
                  "direct-line": {"base-uri": "%5$s", "secret": "bench-secret-p%1$05d"}}""".formatted(
                n, Request.sha256(Request.gatewayKey(n)), Request.sha256(Request.partnerKey(n)), allowed, directLine);
    }
}
