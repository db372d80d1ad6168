import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Direct Line token for one user: {@code java InitToken.java USER_ID [NAME]}, with JDK 17 or newer. Takes XBOT_URL,
 * XBOT_GATEWAY_KEY and XBOT_PARTNER_KEY from the environment. In your application, let your JSON library do what
 * {@code quote} and {@code member} do here.
 */
public final class InitToken {

    private static final URI ENDPOINT =
            URI.create(System.getenv("XBOT_URL") + "/partner/xpbot/api/webchat/initForClient");
    private static final int RETRIES = 2;
    private static final int LONGEST_WAIT = 30; // seconds
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public static void main(String[] args) throws Exception {
        String name = args.length > 1 ? args[1] : "";
        HttpResponse<String> answer = init("{\"userInfo\":{\"id\":" + quote(args[0]) + ",\"name\":" + quote(name) + "}}");
        if (answer.statusCode() != 200) {
            System.err.println(explain(answer));
            System.exit(1);
        }
        // member(answer, "token") is what the web chat gets
        System.out.printf(
                "conversation %s, %s s left%n", member(answer, "conversationId"), member(answer, "expiresIn"));
    }

    private static HttpResponse<String> init(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(ENDPOINT)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("x-api-key", System.getenv("XBOT_GATEWAY_KEY"))
                .header("xp-api-key", System.getenv("XBOT_PARTNER_KEY"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int retriesLeft = RETRIES; ; retriesLeft--) {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            int wait = secondsToWait(answer);
            if (wait > LONGEST_WAIT || retriesLeft == 0) {
                return answer;
            }
            Thread.sleep(wait * 1000L); // the same call twice does no harm
        }
    }

    private static int secondsToWait(HttpResponse<String> answer) {
        String wait = answer.headers().firstValue("Retry-After").orElse("");
        boolean isWorthRetrying = answer.statusCode() == 429 || answer.statusCode() == 503;
        return isWorthRetrying && wait.matches("[0-9]{1,5}") ? Integer.parseInt(wait) : Integer.MAX_VALUE;
    }

    private static String explain(HttpResponse<String> answer) {
        if (member(answer, "code") == null) {
            return "HTTP " + answer.statusCode(); // not from xBot but from something on the way
        }
        StringBuilder text = new StringBuilder("%s: %s (requestId %s)"
                .formatted(member(answer, "code"), member(answer, "message"), member(answer, "requestId")));
        Pattern error = Pattern.compile("\\{\"pointer\":\"([^\"]*)\",\"message\":\"([^\"]*)\"}");
        error.matcher(answer.body()).results().forEach(e -> text.append("\n  " + e.group(1) + " " + e.group(2)));
        return text.toString();
    }

    /** The first member of this name, a number or a string without escapes; null where there is none. */
    private static String member(HttpResponse<String> answer, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|([0-9]+))").matcher(answer.body());
        if (!member.find()) {
            return null;
        }
        return member.group(1) != null ? member.group(1) : member.group(2);
    }

    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            json.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : c);
        }
        return json.append('"').toString();
    }
}
