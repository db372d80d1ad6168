package xbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xbot.simulator.SimulatorClient.BOUND;
import static xbot.simulator.SimulatorClient.SECRET;
import static xbot.simulator.SimulatorClient.USER;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.tools.cases.MovableClock;

class DirectLineSimulatorTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final DirectLineSimulator simulator =
            DirectLineSimulator.start(Settings.of(SECRET, "a4b-bot").withClock(clock));
    private final SimulatorClient client = new SimulatorClient(simulator.baseUri());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void generatesATokenOfItsOwnConversation() throws Exception {
        var response = client.post("/tokens/generate", SECRET, BOUND);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.headers().firstValue("x-ms-request-id")).isPresent();
        var body = new JsonObject(response.body());
        assertThat(body.fieldNames()).containsExactly("conversationId", "token", "expires_in");
        assertThat(body.getString("conversationId")).matches("[A-Za-z0-9]{22}-as");
        assertThat(body.getInteger("expires_in")).isEqualTo(3600);
        assertThat(simulator.generated()).isEqualTo(1);
    }

    @Test
    void signsTokensWithItsPublicKey() throws Exception {
        var body = client.generate(BOUND);

        var claims = verified(body.getString("token"));
        assertThat(claims.getStringClaim("bot")).isEqualTo("a4b-bot");
        assertThat(claims.getStringClaim("site")).isEqualTo("a4b-bot");
        assertThat(claims.getStringClaim("conv")).isEqualTo(body.getString("conversationId"));
        assertThat(claims.getStringClaim("user")).isEqualTo(USER);
        assertThat(claims.getIssuer()).isEqualTo("https://directline.botframework.com/");
        assertThat(claims.getAudience()).containsExactly("https://directline.botframework.com/");
        assertThat(claims.getNotBeforeTime()).isEqualTo("2026-07-01T08:00:00Z");
        assertThat(claims.getExpirationTime()).isEqualTo("2026-07-01T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"user\": {\"name\": \"Nguyễn Văn A\"}}", "{\"user\": null}"})
    void namesTheUserOnlyIfItsIdWasSent(String body) throws Exception {
        var token = client.generate(body).getString("token");

        assertThat(verified(token).getClaims()).doesNotContainKey("user");
    }

    @Test
    void keepsConversationAndUserOnRefresh() throws Exception {
        var first = client.generate(BOUND);
        clock.move(Duration.ofMinutes(45));

        var second = client.refresh(first.getString("token"));

        assertThat(second.getString("conversationId")).isEqualTo(first.getString("conversationId"));
        assertThat(second.getInteger("expires_in")).isEqualTo(3600);
        var claims = verified(second.getString("token"));
        assertThat(claims.getStringClaim("user")).isEqualTo(USER);
        assertThat(claims.getExpirationTime()).isEqualTo("2026-07-01T09:45:00Z");
        assertThat(simulator.refreshed()).isEqualTo(1);
    }

    @Test
    void givesANewTokenEvenWithinOneSecond() throws Exception {
        var first = client.generate("").getString("token");

        var second = client.refresh(first).getString("token");
        var third = client.refresh(first).getString("token");

        assertThat(second).isNotEqualTo(first).isNotEqualTo(third);
    }

    @ParameterizedTest
    @CsvSource({"3599, 200", "3600, 403"})
    void refusesToRefreshATokenFromTheSecondItExpires(int age, int status) throws Exception {
        var token = client.generate("").getString("token");
        clock.move(Duration.ofSeconds(age));

        var response = client.post("/tokens/refresh", token, "");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body().contains("\"TokenExpired\"")).isEqualTo(status == 403);
    }

    @ParameterizedTest
    @CsvSource({"/tokens/generate", "/tokens/refresh", "/conversations"})
    void refusesWhoIsUnknown(String path) throws Exception {
        var unknown = client.post(path, "not-a-secret", "");
        var nobody = client.send(client.directLine(path).POST(BodyPublishers.noBody()));

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body())
                .isEqualTo("{\"error\":{\"code\":\"BadArgument\",\"message\":\"Invalid token or secret\"}}");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).isEmpty();
    }

    @Test
    void refusesTokensThatAnotherSigned() throws Exception {
        try (var other =
                DirectLineSimulator.start(Settings.of(SECRET, "a4b-bot").withClock(clock))) {
            var forged = new TokenMint(clock, Duration.ofHours(1)).mint("a4b-bot", "conversation", USER);

            assertThat(other.publicKey()).isNotEqualTo(simulator.publicKey());
            assertThat(client.post("/tokens/refresh", forged, "").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void refusesATokenWhereOnlyTheSecretWillDo() throws Exception {
        var token = client.generate("").getString("token");

        assertThat(client.post("/tokens/generate", token, "").statusCode()).isEqualTo(403);
        assertThat(client.post("/tokens/refresh", SECRET, "").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"user\": \"nguyenvana\"}"})
    void refusesTokenParametersThatItCannotRead(String body) throws Exception {
        var response = client.post("/tokens/generate", SECRET, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"MalformedData\"");
        assertThat(simulator.generated()).isZero();
    }

    @Test
    void letsABrowserOfAnyOriginIn() throws Exception {
        var response = client.send(client.directLine("/conversations")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(response.headers().firstValue("access-control-allow-methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
        assertThat(response.headers().firstValue("access-control-allow-headers"))
                .hasValueSatisfying(
                        headers -> assertThat(headers).contains("authorization", "content-type", "x-ms-bot-agent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3/directline/nothing", "/v3/directline/tokens"})
    void answersAnUnknownPathWithNothing(String path) throws Exception {
        var response = client.send(client.to(path));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("x-ms-request-id")).isPresent();
    }

    @Test
    void refusesABodyOfMoreThan64KiB() throws Exception {
        var response = client.post("/tokens/generate", SECRET, " ".repeat(64 * 1024 + 1));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void remembersTheCallsItGot() throws Exception {
        simulator.fault(Fault.DOWN);

        client.post("/tokens/generate", SECRET, BOUND);

        assertThat(simulator.calls()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/v3/directline/tokens/generate");
            assertThat(call.header("Authorization")).containsExactly("Bearer " + SECRET);
            assertThat(call.body()).isEqualTo(BOUND);
        });
    }

    @Test
    void saysWhichPortIsTaken() {
        var taken = Settings.of(SECRET, "a4b-bot").withPort(simulator.baseUri().getPort());

        assertThatThrownBy(() -> DirectLineSimulator.start(taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot listen on 127.0.0.1:%d", taken.port());
    }

    private JWTClaimsSet verified(String token) throws Exception {
        var jwt = SignedJWT.parse(token);
        assertThat(jwt.verify(new RSASSAVerifier(simulator.publicKey()))).isTrue();
        return jwt.getJWTClaimsSet();
    }
}
