package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/** A request that is wrong in every way at once, peeled: what it is refused for is the contract's order. */
class OrderOfJudgementTest {

    private static final String ALLOWED = "203.0.113.7";
    private static final String TOO_LARGE = "{".repeat(70_000);

    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path = Pod.PATH + "/";
    private String method = "PUT";
    private String body = TOO_LARGE;
    private Pod pod;

    @Test
    void judgesTransportThenKeysThenClientIpThenRateThenBodyThenToken() throws IOException {
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod started =
                        Pod.start(partners(directLine), Clock.systemUTC(), "xbot.access.trusted-proxies=127.0.0.0/8")) {
            pod = started;
            directLine.fault(Fault.WRONG_SECRET);
            headers.put("x-api-key", "wrong");
            headers.put("xp-api-key", "wrong");
            headers.put("X-Forwarded-For", "198.51.100.1");
            headers.put("Content-Type", "text/plain");
            headers.put("Content-Encoding", "gzip");

            assertRefusal(404, "NOT_FOUND");

            path = Pod.PATH + "?newConversation=perhaps";
            assertRefusal(405, "METHOD_NOT_ALLOWED");

            method = "POST";
            assertRefusal(401, "INVALID_KEY");

            useKeysOf("strict");
            assertRefusal(403, "IP_NOT_ALLOWED");

            headers.put("X-Forwarded-For", ALLOWED);
            assertRefusal(415, "UNSUPPORTED_MEDIA_TYPE");
            assertRefusal(429, "RATE_LIMITED");

            useKeysOf("a4b");
            assertRefusal(415, "UNSUPPORTED_MEDIA_TYPE");

            headers.put("Content-Type", "application/json");
            assertRefusal(415, "UNSUPPORTED_MEDIA_TYPE");

            headers.remove("Content-Encoding");
            assertRefusal(413, "PAYLOAD_TOO_LARGE");

            body = "{\"userInfo\":{\"email\":\"none\",}}";
            assertThat(assertRefusal(400, "INVALID_REQUEST").has("errors")).isFalse();

            body = "{\"userInfo\":{\"email\":\"none\"}}";
            assertThat(assertRefusal(400, "INVALID_REQUEST").path("errors"))
                    .extracting(error -> error.path("pointer").textValue())
                    .containsExactlyInAnyOrder("/userInfo/id", "/userInfo/email");

            body = Pod.body("an");
            assertThat(assertRefusal(400, "INVALID_REQUEST").has("errors")).isFalse();

            path = Pod.PATH;
            assertThat(directLine.calls()).isEmpty();
            assertRefusal(502, "UPSTREAM_ERROR");

            directLine.fault(Fault.NONE);
            assertThat(send().statusCode()).isEqualTo(200);
        }
    }

    private static String partners(DirectLineSimulator directLine) {
        String all = "partners:\n" + Pod.partner("a4b", directLine.baseUri())
                + Pod.partner("strict", directLine.baseUri())
                + "    rate-limit: {requests: 1, per: 1h}\n";
        return all.replace("[127.0.0.0/8, \"::1/128\"]", "[203.0.113.0/24]");
    }

    private void useKeysOf(String partner) {
        headers.put("x-api-key", "test-gateway-key-" + partner);
        headers.put("xp-api-key", "test-partner-key-" + partner);
    }

    private JsonNode assertRefusal(int status, String code) throws IOException {
        HttpResponse<String> response = send();
        JsonNode envelope = JsonMapper.builder().build().readTree(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(envelope.path("code").textValue()).isEqualTo(code);
        return envelope;
    }

    private HttpResponse<String> send() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(pod.uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Pod.send(request.build());
    }
}
