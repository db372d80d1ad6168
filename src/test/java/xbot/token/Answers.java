package xbot.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a Direct Line answers, as text. */
public final class Answers {

    private Answers() {}

    /** A whole HTTP answer with its length. */
    public static String http(int status, String body, String... headers) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return answer.append("Content-Length: ").append(length).append("\r\n\r\n") + body;
    }

    public static String token(String conversationId, String token, Object expiresIn) {
        return "{\"conversationId\":\"" + conversationId + "\",\"token\":\"" + token + "\",\"expires_in\":" + expiresIn
                + "}";
    }

    /** An opaque token that is taken. */
    public static String good() {
        return http(200, token("c1", "t1", 3600));
    }

    public static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"secret detail of Direct Line\"}}";
    }

    /** A token that looks like Direct Line's; nobody can check its signature. */
    public static String jwt(String claims) {
        return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims) + "." + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
