package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Whoever is not Zalo or Azure Bot Service is refused, and the intake hears nothing of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForgedSendersTest {

    private static final String ACTIVITY =
            "{\"type\": \"message\",  \"id\": \"a%s\", \"channelId\": \"webchat\", \"serviceUrl\": \""
                    + KeyServer.SERVICE_URL + "\", \"conversation\": {\"id\": \"c1\"}, \"big\": 12345678901234567890}";
    private static final String BOT = "/webhook/xpbot/api/azbot/push?param.header.xp-api-key=test-partner-key-a4b";
    private static final RSAKey OTHER = KeyServer.key("k1");

    private static KeyServer keys;
    private static Intake intake;
    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        keys = new KeyServer();
        intake = new Intake(call -> 200);
        directLine = DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")));
        pod = Pod.start(
                "partners:\n" + Pod.partner("a4b", directLine.baseUri()) + Zalo.settings("a4b")
                        + Pod.partner("shop", directLine.baseUri()) + Zalo.settings("shop")
                        + Pod.partner("none", directLine.baseUri()),
                Clock.systemUTC(),
                keys.property(),
                "xbot.intake.zalo-uri=" + intake.uri(),
                "xbot.intake.azbot-uri=" + intake.uri());
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
        intake.close();
        keys.close();
    }

    @Test
    @Order(1)
    void handsOnWhatIsTrueByteForByteAndOnce() {
        String event = Zalo.event("m1", Instant.now().toEpochMilli());
        String activity = ACTIVITY.formatted("1");
        for (int i = 0; i < 2; i++) {
            assertThat(zalo("a4b", event, sign(event, "zalo-secret-a4b")).body())
                    .isEqualTo("{\"status\":0,\"message\":\"success\"}");
            assertThat(bot(activity, "Bearer " + keys.token("bot-a4b")).body())
                    .isEqualTo("{\"status\":0,\"message\":\"success\"}");
        }

        assertThat(intake.taken).as("a replay is known").containsExactly(event, activity);
    }

    @TestFactory
    @Order(2)
    List<DynamicTest> refusesForgedTokens() throws JOSEException {
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("alg none", new PlainJWT(KeyServer.claims("bot-a4b").build()).serialize());
        forged.put("HS256 with the public key", hmac(keys.key.toRSAPublicKey().getEncoded()));
        forged.put(
                "HS256 with the JWK's text",
                hmac(keys.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        forged.put("RS512", signed(JWSAlgorithm.RS512, c -> c));
        forged.put("PS256", signed(JWSAlgorithm.PS256, c -> c));
        forged.put("another key of the same id", KeyServer.sign(claims(c -> c), OTHER, JWSAlgorithm.RS256, "k1"));
        forged.put("no key id", KeyServer.sign(claims(c -> c), keys.key, JWSAlgorithm.RS256, null));
        forged.put("unknown key id", KeyServer.sign(claims(c -> c), OTHER, JWSAlgorithm.RS256, "k9"));
        forged.put(
                "key without endorsements", KeyServer.sign(claims(c -> c), keys.unendorsed, JWSAlgorithm.RS256, "k2"));
        forged.put("expired", signed(JWSAlgorithm.RS256, c -> c.expirationTime(date(-360))));
        forged.put("without an end", signed(JWSAlgorithm.RS256, c -> c.expirationTime(null)));
        forged.put("not valid yet", signed(JWSAlgorithm.RS256, c -> c.notBeforeTime(date(360))));
        forged.put("wrong audience", signed(JWSAlgorithm.RS256, c -> c.audience("bot-x")));
        forged.put("another partner's audience", signed(JWSAlgorithm.RS256, c -> c.audience("bot-shop")));
        forged.put("no audience", signed(JWSAlgorithm.RS256, c -> c.audience((String) null)));
        forged.put("wrong issuer", signed(JWSAlgorithm.RS256, c -> c.issuer("https://sts.windows.net/x/")));
        forged.put("another cloud's issuer", signed(JWSAlgorithm.RS256, c -> c.issuer("https://api.botframework.us")));
        forged.put("no issuer", signed(JWSAlgorithm.RS256, c -> c.issuer(null)));
        forged.put(
                "another serviceUrl", signed(JWSAlgorithm.RS256, c -> c.claim("serviceurl", "https://evil.example/")));
        forged.put("no serviceUrl", signed(JWSAlgorithm.RS256, c -> c.claim("serviceurl", null)));
        String good = keys.token("bot-a4b");
        forged.put("claims changed", changed(good));
        forged.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        forged.put("signature shortened", good.substring(0, good.length() - 8));
        forged.put("two parts", good.substring(0, good.lastIndexOf('.')));
        forged.put("no token", "");
        forged.put("a word", "abc");
        List<DynamicTest> tests = new ArrayList<>();
        forged.forEach((name, token) -> tests.add(DynamicTest.dynamicTest(
                name, () -> assertRefused(bot(ACTIVITY.formatted("f"), "Bearer " + token), 403, "SENDER_REFUSED"))));
        tests.add(DynamicTest.dynamicTest(
                "no Bearer", () -> assertRefused(bot(ACTIVITY.formatted("f"), good), 403, "SENDER_REFUSED")));
        tests.add(DynamicTest.dynamicTest(
                "nothing", () -> assertRefused(bot(ACTIVITY.formatted("f"), null), 401, "SENDER_UNPROVED")));
        tests.add(DynamicTest.dynamicTest(
                "a channel that the key is not endorsed for",
                () -> assertRefused(
                        bot(ACTIVITY.formatted("f").replace("webchat\"", "sms\""), "Bearer " + good),
                        403,
                        "SENDER_REFUSED")));
        assertThat(tests).hasSize(29);
        return tests;
    }

    @TestFactory
    @Order(3)
    List<DynamicTest> refusesForgedSignatures() {
        long now = Instant.now().toEpochMilli();
        String event = Zalo.event("m2", now);
        String good = sign(event, "zalo-secret-a4b");
        long old = now - Duration.ofHours(24).toMillis();
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("another secret", sign(event, "zalo-secret-x"));
        forged.put("another partner's secret", sign(event, "zalo-secret-shop"));
        forged.put("another app id", Zalo.signature("1", event, "" + now, "zalo-secret-a4b"));
        forged.put("another timestamp", Zalo.signature(Zalo.APP_ID, event, "" + (now + 1), "zalo-secret-a4b"));
        forged.put("without a secret", Zalo.signature(Zalo.APP_ID, event, "" + now, ""));
        forged.put("JSON written again", sign(event.replace("  ", ""), "zalo-secret-a4b"));
        forged.put("without mac=", good.substring(4));
        forged.put("mac= alone", "mac=");
        forged.put("cut off", good.substring(0, good.length() - 1));
        forged.put("longer", good + "0");
        forged.put("one digit changed", good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0"));
        List<DynamicTest> tests = new ArrayList<>();
        forged.forEach((name, mac) -> tests.add(
                DynamicTest.dynamicTest(name, () -> assertRefused(zalo("a4b", event, mac), 403, "SENDER_REFUSED"))));
        tests.add(DynamicTest.dynamicTest(
                "nothing", () -> assertRefused(zalo("a4b", event, null), 401, "SENDER_UNPROVED")));
        tests.add(DynamicTest.dynamicTest(
                "another partner's key", () -> assertRefused(zalo("shop", event, good), 403, "SENDER_REFUSED")));
        tests.add(DynamicTest.dynamicTest(
                "a partner without an account", () -> assertRefused(zalo("none", event, good), 403, "SENDER_REFUSED")));
        tests.add(DynamicTest.dynamicTest("a day old", () -> {
            String before = Zalo.event("m3", old);
            String mac = Zalo.signature(Zalo.APP_ID, before, "" + old, "zalo-secret-a4b");
            assertRefused(zalo("a4b", before, mac), 403, "SENDER_REFUSED");
        }));
        tests.add(DynamicTest.dynamicTest("no time", () -> {
            String timeless = event.replace("\"" + now + "\"", "\"now\"");
            String mac = Zalo.signature(Zalo.APP_ID, timeless, "now", "zalo-secret-a4b");
            assertRefused(zalo("a4b", timeless, mac), 403, "SENDER_REFUSED");
        }));
        return tests;
    }

    @Test
    @Order(4)
    void fetchesKeysSeldomInAFloodOfUnknownOnesAndServesOthersMeanwhile() {
        pod.init("an");
        keys.hung = new CountDownLatch(1);
        int before = keys.fetches.get();
        List<CompletableFuture<Integer>> flood = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String token = KeyServer.sign(claims(c -> c), OTHER, JWSAlgorithm.RS256, "flood" + i);
            flood.add(Pod.client()
                    .sendAsync(
                            request(BOT, ACTIVITY.formatted("f"), "Authorization", "Bearer " + token),
                            HttpResponse.BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }

        assertThat(pod.init("an").statusCode()).as("while the key server hangs").isEqualTo(200);
        keys.hung.countDown();
        assertThat(flood.stream().map(CompletableFuture::join)).allMatch(status -> status == 403 || status == 503);
        assertThat(keys.fetches.get() - before).isLessThanOrEqualTo(8);
        assertThat(intake.taken).as("of all forged ones").hasSize(2);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"status\":1,\"code\":\"" + code + "\",\"message\":");
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(KeyServer.claims("bot-a4b")).build();
    }

    private static String signed(JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change) {
        return KeyServer.sign(claims(change), keys.key, algorithm, "k1");
    }

    private static String hmac(byte[] secret) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims(c -> c));
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String more = claims.replaceFirst("\\{", "{\"x\":1,");
        return parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(more.getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    private static Date date(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String sign(String event, String secret) {
        String timestamp = event.replaceFirst("(?s).*\"timestamp\": ?\"(\\d+)\".*", "$1");
        return Zalo.signature(Zalo.APP_ID, event, timestamp, secret);
    }

    private static HttpResponse<String> zalo(String partner, String event, String mac) {
        return Pod.send(request(Zalo.path(partner), event, "X-ZEvent-Signature", mac));
    }

    private static HttpResponse<String> bot(String activity, String authorization) {
        return Pod.send(request(BOT, activity, "Authorization", authorization));
    }

    private static HttpRequest request(String path, String body, String header, String value) {
        HttpRequest.Builder request = HttpRequest.newBuilder(pod.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return value == null ? request.build() : request.header(header, value).build();
    }
}
