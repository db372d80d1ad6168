import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks once in the way that bench/load/init.lua does for 401, 403 or 400, and fails if the answer is another one. */
final class Refused {

    private Refused() {}

    /** Arguments: port, status. */
    public static void main(String[] args) throws IOException {
        byte[] request = switch (args[1]) {
            case "401" -> replaced(Request.partnerKey(0), "bench-partner-key-p00000-0000000000");
            case "403" -> new Request(1, 99_999).bytes();
            // of the same length, or Content-Length would not fit
            case "400" -> replaced("{\"userInfo\":{\"id\":", "{\"userInfo\":{\"ix\":");
            default -> throw new IllegalArgumentException(args[1]);
        };
        String code =
                args[1].equals("401") ? "INVALID_KEY" : args[1].equals("403") ? "IP_NOT_ALLOWED" : "INVALID_REQUEST";
        try (Connection connection = new Connection(Integer.parseInt(args[0]))) {
            Answer answer = connection.send(request);
            if (answer.status() != Integer.parseInt(args[1]) || !answer.body().contains("\"code\":\"" + code + "\"")) {
                System.err.println("instead of " + args[1] + " " + code + ": " + answer);
                System.exit(1);
            }
        }
    }

    private static byte[] replaced(String part, String by) {
        String request = new String(new Request(1, 0).bytes(), StandardCharsets.UTF_8);
        return request.replace(part, by).getBytes(StandardCharsets.UTF_8);
    }
}
