import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of HTTP; header names are in lower case. */
record Answer(int status, Map<String, String> headers, String body) {

    private static final Pattern ENVELOPE =
            Pattern.compile("\\{\"status\":0,\"data\":\\{\"conversationId\":\"([^\"]+)\",\"userId\":\"([^\"]+)\","
                    + "\"token\":\"[\\w-]+\\.([\\w-]+)\\.[\\w-]+\",\"expiresIn\":(\\d+)}}");

    /** What is wrong with it as the answer to this request, or null. Down to the claims of the token. */
    String faultFor(Request request) {
        Matcher envelope = ENVELOPE.matcher(body);
        if (status != 200 || !envelope.matches()) {
            return "status " + status + ", body " + body;
        }
        String claims = new String(Base64.getUrlDecoder().decode(envelope.group(3)), StandardCharsets.UTF_8);
        int seconds = Integer.parseInt(envelope.group(4));
        if (!envelope.group(2).equals(request.userId())
                || !claims.contains("\"user\":\"" + request.userId() + "\"")
                || !claims.contains("\"conv\":\"" + envelope.group(1) + "\"")) {
            return "it is another user's: " + body;
        }
        if (seconds < Upstream.LIFETIME - 7_200 || seconds > Upstream.LIFETIME) {
            return "expiresIn is " + seconds;
        }
        return headerFault();
    }

    private String headerFault() {
        if (!headers.getOrDefault("content-type", "").startsWith("application/json")
                || !"no-store".equals(headers.get("cache-control"))
                || !"nosniff".equals(headers.get("x-content-type-options"))
                || headers.getOrDefault("x-request-id", "").isEmpty()) {
            return "headers " + headers;
        }
        return null;
    }
}
