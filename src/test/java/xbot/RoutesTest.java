package xbot;

import static org.apache.camel.builder.AdviceWith.adviceWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import xbot.token.Token;

/** Every branch of the routes in {@code routes/}, with Direct Line and the token cache mocked by step id. */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = {XbotRoutes.class, RoutesTest.StoppedClock.class},
        properties = {"xbot.http.port=0", "server.port=0"})
class RoutesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String KEY = "a4b/XCHATBOT.A4B.WEBCHAT.nguyenvana";

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate caller;

    @EndpointInject("mock:call-generate")
    private MockEndpoint generate;

    @EndpointInject("mock:call-refresh")
    private MockEndpoint refresh;

    @EndpointInject("mock:read-token-cache")
    private MockEndpoint read;

    @EndpointInject("mock:write-token-cache")
    private MockEndpoint write;

    @EndpointInject("mock:share-user-profile")
    private MockEndpoint profile;

    private final Map<String, Object> headers =
            new HashMap<>(Map.of("Content-Type", "application/json", "Cookie", "session=1", "X-Custom", "1"));
    private String peer = "127.0.0.1";
    private String body = Pod.body("nguyenvana");

    static final class StoppedClock {
        @Bean
        @Primary
        Clock stoppedClock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    @DynamicPropertySource
    static void partners(DynamicPropertyRegistry registry) throws IOException {
        URI directLine = URI.create("https://directline.example");
        StringBuilder partners = new StringBuilder(Pod.partners(directLine));
        // a partner for each failure, as breaker and throttle are per partner
        for (String id : List.of("refused", "nonsense", "down", "unreachable", "throttled", "late", "buggy")) {
            partners.append(Pod.partner(id, directLine));
        }
        partners.append(Pod.partner("limited", directLine)).append("    rate-limit: {requests: 1, per: 1h}\n");
        Path file = Files.createTempFile("partners", ".yaml");
        Files.writeString(file, partners);
        registry.add("xbot.partners-file", () -> file);
    }

    @BeforeEach
    void mockByStepId() throws Exception {
        if (!camel.isStarted()) {
            adviceWith(camel, "webchat-init", route -> {
                route.replaceFromWith("direct:in");
                route.weaveById("share-user-profile").replace().to(profile);
            });
            adviceWith(camel, "webchat-token", route -> {
                route.weaveById("read-token-cache").replace().to(read);
            });
            adviceWith(camel, "webchat-generate", route -> {
                route.weaveById("call-generate").replace().to(generate);
                route.weaveById("write-token-cache").replace().to(write);
            });
            adviceWith(camel, "webchat-refresh", route -> {
                route.weaveById("call-refresh").replace().to(refresh);
                route.weaveById("keep-refreshed-token").replace().to(write);
            });
            camel.start();
        }
        read.whenAnyExchangeReceived(finds(null));
        generate.whenAnyExchangeReceived(answers(200, token("c1", "t1")));
        refresh.whenAnyExchangeReceived(answers(200, token("old", "t2")));
    }

    @AfterEach
    void forget() {
        MockEndpoint.resetMocks(camel);
    }

    @Test
    void generatesATokenForAUserWhoHasNone() {
        Message answer = call("a4b");

        assertThat(data(answer).toString())
                .isEqualTo("{\"conversationId\":\"c1\",\"userId\":\"XCHATBOT.A4B.WEBCHAT.nguyenvana\","
                        + "\"token\":\"t1\",\"expiresIn\":3600}");
        assertThat(answer.getHeaders()).isEmpty();
        assertAsked(read, 1, generate, 1, refresh, 0, write, 1);
        assertThat(received(read).getHeader("CamelJCacheKey")).isEqualTo(KEY);
        assertThat(received(write).getBody()).isEqualTo(new Token("c1", "t1", NOW.plus(HOUR), HOUR));
    }

    @Test
    void sendsGenerateTheSecretAndTheUserAndNothingElse() throws IOException {
        call("a4b");

        Message request = received(generate);
        assertThat(request.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Authorization", "Bearer test-direct-line-secret-a4b",
                        "Accept", "application/json",
                        "Content-Type", "application/json"));
        assertThat(JSON.readTree(request.getBody(byte[].class)))
                .isEqualTo(JSON.readTree(
                        "{\"user\":{\"id\":\"XCHATBOT.A4B.WEBCHAT.nguyenvana\",\"name\":\"Nguyễn Văn A\"}}"));
    }

    @Test
    void answersAFreshTokenWithoutAskingDirectLine() {
        read.whenAnyExchangeReceived(finds(old(Duration.ofMinutes(21))));

        JsonNode data = data(call("a4b"));

        assertThat(data.path("token").textValue()).isEqualTo("told");
        assertThat(data.path("expiresIn").longValue()).isEqualTo(21 * 60);
        assertAsked(read, 1, generate, 0, refresh, 0, write, 0);
    }

    @Test
    void refreshesAStaleToken() {
        read.whenAnyExchangeReceived(finds(old(Duration.ofMinutes(20))));

        JsonNode data = data(call("a4b"));

        assertThat(data.path("conversationId").textValue()).isEqualTo("old");
        assertThat(data.path("token").textValue()).isEqualTo("t2");
        assertThat(data.path("expiresIn").longValue()).isEqualTo(3600);
        assertAsked(read, 1, generate, 0, refresh, 1, write, 1);
        assertThat(received(refresh).getHeaders())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("Authorization", "Bearer told", "Accept", "application/json"));
        assertThat(received(refresh).getBody()).isNull();
    }

    @Test
    void startsANewConversationWhenARefreshIsRefused() {
        read.whenAnyExchangeReceived(finds(old(Duration.ofMinutes(20))));
        refresh.whenAnyExchangeReceived(answers(403, "{\"error\":{\"code\":\"TokenExpired\"}}"));

        JsonNode data = data(call("a4b"));

        assertThat(data.path("conversationId").textValue()).isEqualTo("c1");
        assertAsked(read, 1, generate, 1, refresh, 1, write, 1);
        assertThat(received(generate).getHeader("Authorization")).isEqualTo("Bearer test-direct-line-secret-a4b");
    }

    @Test
    void answersTheOldTokenWhenItCannotBeRefreshed() {
        read.whenAnyExchangeReceived(finds(old(Duration.ofMinutes(2))));
        refresh.whenAnyExchangeReceived(answers(503, ""));

        JsonNode data = data(call("a4b"));

        assertThat(data.path("token").textValue()).isEqualTo("told");
        assertThat(data.path("expiresIn").longValue()).isEqualTo(120);
        assertAsked(read, 1, generate, 0, refresh, 1, write, 0);
    }

    @Test
    void generatesWhenTheTokenHasExpired() {
        read.whenAnyExchangeReceived(finds(old(Duration.ZERO)));

        assertThat(data(call("a4b")).path("conversationId").textValue()).isEqualTo("c1");

        assertAsked(read, 1, generate, 1, refresh, 0, write, 1);
    }

    @Test
    void replacesTheTokenWhenANewConversationIsAskedFor() {
        headers.put(Exchange.HTTP_QUERY, "newConversation=true");

        assertThat(data(call("a4b")).path("conversationId").textValue()).isEqualTo("c1");

        assertAsked(read, 1, generate, 1, refresh, 0, write, 1);
    }

    static Stream<Arguments> upstreamFailures() {
        return Stream.of(
                Arguments.of("refused", answers(403, "secret detail"), 502, "UPSTREAM_ERROR", null, 1),
                Arguments.of("nonsense", answers(200, "<html>"), 502, "UPSTREAM_ERROR", null, 1),
                Arguments.of("down", answers(503, ""), 503, "UPSTREAM_UNAVAILABLE", "5", 3),
                Arguments.of("unreachable", fails(new ConnectException("x")), 503, "UPSTREAM_UNAVAILABLE", "5", 3),
                Arguments.of("throttled", answers(429, ""), 503, "UPSTREAM_UNAVAILABLE", "30", 1),
                Arguments.of("late", fails(new TimeoutException("x")), 504, "UPSTREAM_TIMEOUT", null, 1),
                Arguments.of("buggy", fails(new IllegalStateException("x")), 500, "INTERNAL_ERROR", null, 1));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("upstreamFailures")
    void mapsEachFailureOfDirectLine(
            String partner, Processor fault, int status, String code, String retryAfter, int calls) {
        generate.whenAnyExchangeReceived(fault);

        Message answer = call(partner);

        assertRefusal(answer, status, code);
        assertThat(answer.getHeader("Retry-After")).isEqualTo(retryAfter);
        assertAsked(read, 1, generate, calls, refresh, 0, write, 0);
    }

    @Test
    void refusesUnknownKeys() {
        assertRefusal(call("a4b", Map.of("xp-api-key", "test-partner-key-shop")), 401, "INVALID_KEY");
    }

    @Test
    void refusesARepeatedKey() {
        assertRefusal(call("a4b", Map.of("x-api-key", List.of("a", "b"))), 400, "INVALID_REQUEST");
    }

    @Test
    void refusesAClientIpThatIsNotOnTheAllowlist() {
        peer = "192.0.2.1";

        assertRefusal(call("a4b"), 403, "IP_NOT_ALLOWED");
    }

    @Test
    void refusesMoreCallsThanAgreed() {
        call("limited");
        MockEndpoint.resetMocks(camel);

        Message answer = call("limited");

        assertRefusal(answer, 429, "RATE_LIMITED");
        assertThat(answer.getHeaders()).containsKeys("Retry-After", "RateLimit-Limit", "RateLimit-Remaining");
    }

    @Test
    void refusesOtherMediaTypes() {
        assertRefusal(call("a4b", Map.of("Content-Type", "text/plain")), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesALargeBody() {
        body = " ".repeat(64 * 1024) + body;

        assertRefusal(call("a4b"), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesABodyThatIsNotWhatTheSchemaAsksFor() {
        body = "{\"userInfo\":{\"name\":\"An\"}}";

        assertRefusal(call("a4b"), 400, "INVALID_REQUEST");
    }

    @Test
    void handsTheProfileOnOnceAndOnlyWhenTheRequestIsValid() {
        call("a4b");

        assertThat(profile.getReceivedCounter()).isEqualTo(1);
        assertThat(String.valueOf(received(profile).getBody())).contains("Nguyễn Văn A");
    }

    @Test
    void discardsProfilesAsShipped() {
        Exchange discarded = caller.request(
                "direct:user-profile", exchange -> exchange.getMessage().setBody(Map.of("id", "an")));

        assertThat(discarded.getException()).isNull();
    }

    private Message call(String partner) {
        return call(partner, Map.of());
    }

    private Message call(String partner, Map<String, Object> otherHeaders) {
        return caller.request("direct:in", exchange -> {
                    Message request = exchange.getMessage();
                    request.setHeaders(new HashMap<>(headers));
                    request.setHeader("x-api-key", "test-gateway-key-" + partner);
                    request.setHeader("xp-api-key", "test-partner-key-" + partner);
                    otherHeaders.forEach(request::setHeader);
                    request.setBody(body.getBytes(StandardCharsets.UTF_8));
                    exchange.setProperty("peer", peer);
                    exchange.setProperty("requestId", "r-1");
                })
                .getMessage();
    }

    private static Processor answers(int status, String json) {
        return exchange -> {
            Message answer = exchange.getMessage();
            answer.removeHeaders("*");
            answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            answer.setHeader("Retry-After", "30");
            answer.setHeader("Set-Cookie", "upstream=1");
            answer.setBody(json.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static Processor fails(Exception failure) {
        return exchange -> {
            throw failure;
        };
    }

    private static Processor finds(Token token) {
        return exchange -> exchange.getMessage().setBody(token);
    }

    private static Token old(Duration left) {
        return new Token("old", "told", NOW.plus(left), HOUR);
    }

    private static String token(String conversationId, String token) {
        return "{\"conversationId\":\"" + conversationId + "\",\"token\":\"" + token + "\",\"expires_in\":3600}";
    }

    private static Message received(MockEndpoint step) {
        return step.getReceivedExchanges().get(0).getMessage();
    }

    /** Pairs of a step and how often it was reached. */
    private static void assertAsked(Object... stepsAndCounts) {
        for (int i = 0; i < stepsAndCounts.length; i += 2) {
            MockEndpoint step = (MockEndpoint) stepsAndCounts[i];
            assertThat(step.getReceivedCounter()).as(step.getName()).isEqualTo(stepsAndCounts[i + 1]);
        }
    }

    private void assertRefusal(Message answer, int status, String code) {
        JsonNode envelope = envelope(answer);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class)).isEqualTo(status);
        assertThat(envelope.path("status").intValue()).isEqualTo(1);
        assertThat(envelope.path("code").textValue()).isEqualTo(code);
        assertThat(envelope.path("requestId").textValue()).isEqualTo("r-1");
        assertThat(envelope.path("message").textValue()).isNotBlank().doesNotContain("secret detail");
        assertThat(answer.getHeaders().keySet()).doesNotContain("Set-Cookie", "Cookie", "Authorization", "X-Custom");
        if (status < 500) {
            assertAsked(read, 0, generate, 0, refresh, 0, write, 0, profile, 0);
        }
    }

    private static JsonNode data(Message answer) {
        JsonNode envelope = envelope(answer);
        assertThat(envelope.path("status").asInt(-1)).as(envelope.toString()).isZero();
        return envelope.path("data");
    }

    private static JsonNode envelope(Message answer) {
        try {
            return JSON.readTree(answer.getBody(byte[].class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
