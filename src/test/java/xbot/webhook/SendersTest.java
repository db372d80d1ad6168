package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import xbot.Pod;

/** What the partners file and the properties say of the senders of events. */
@ExtendWith(OutputCaptureExtension.class)
class SendersTest {

    private static final URI NO_DIRECT_LINE = URI.create("http://127.0.0.1:9");
    private static final String US_ISSUER = "https://api.botframework.us";

    private final Intake intake = new Intake(call -> 200);
    private final KeyServer keys = new KeyServer();
    private Pod pod;

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        pod.close();
        keys.close();
        intake.close();
    }

    @Test
    void takesWhatEitherSecretSignsWhileOneReplacesTheOther() throws Exception {
        Path secrets = Files.writeString(directory.resolve("zalo"), "old\n");
        start("    zalo: {app-id: \"" + Zalo.APP_ID + "\", secret-file: " + secrets + "}\n");
        assertThat(zalo("old")).isEqualTo(200);
        assertThat(zalo("new")).isEqualTo(403);

        Files.writeString(secrets, "old\nnew\n");

        await().atMost(Duration.ofSeconds(30)).until(() -> zalo("new") == 200);
        assertThat(zalo("old")).isEqualTo(200);

        Files.writeString(secrets, "new\n");

        await().atMost(Duration.ofSeconds(30)).until(() -> zalo("old") == 403);
        assertThat(zalo("new")).isEqualTo(200);
    }

    @Test
    void believesTheCloudOfThePartnersBotAlone() {
        try (KeyServer us = new KeyServer()) {
            start(
                    "    bot: {app-id: bot-a4b, cloud: us-government}\n" + Pod.partner("shop", NO_DIRECT_LINE)
                            + "    bot: {app-id: bot-a4b}\n",
                    keys.property(),
                    "xbot.webhook.us-government-metadata=" + us.metadata());

            assertThat(azbot("a4b", token(us, US_ISSUER))).isEqualTo(200);
            assertThat(azbot("shop", token(keys, KeyServer.ISSUER))).isEqualTo(200);
            assertThat(azbot("a4b", token(keys, KeyServer.ISSUER)))
                    .as("the public cloud's")
                    .isEqualTo(403);
            assertThat(azbot("a4b", token(us, KeyServer.ISSUER)))
                    .as("its issuer")
                    .isEqualTo(403);
            assertThat(azbot("a4b", token(keys, US_ISSUER))).as("its key").isEqualTo(403);
            assertThat(azbot("shop", token(us, US_ISSUER)))
                    .as("another cloud's")
                    .isEqualTo(403);
        }
    }

    @Test
    void takesEventsOfAnyoneAndSaysSoWhereAuthenticityIsOff(CapturedOutput log) {
        start("", "xbot.webhook.authenticity=off");

        assertThat(zalo("no secret at all")).isEqualTo(200);
        assertThat(azbot("a4b", "no token")).isEqualTo(200);
        assertThat(intake.taken).hasSize(2);
        assertThat(log).contains("xbot.webhook.authenticity is off");
        assertThat(send(Zalo.path("nobody"), "{}", "X", "x"))
                .as("the key is checked all the same")
                .isEqualTo(401);
    }

    private void start(String senders, String... properties) {
        String[] all = java.util.Arrays.copyOf(properties, properties.length + 2);
        all[properties.length] = "xbot.intake.zalo-uri=" + intake.uri();
        all[properties.length + 1] = "xbot.intake.azbot-uri=" + intake.uri();
        pod = Pod.start("partners:\n" + Pod.partner("a4b", NO_DIRECT_LINE) + senders, Clock.systemUTC(), all);
    }

    private int zalo(String secret) {
        String timestamp = Long.toString(Instant.now().toEpochMilli());
        String event = Zalo.event("m" + timestamp, Long.parseLong(timestamp));
        String mac = Zalo.signature(Zalo.APP_ID, event, timestamp, secret);
        return send(Zalo.path("a4b"), event, "X-ZEvent-Signature", mac);
    }

    private int azbot(String partner, String token) {
        String activity =
                "{\"type\": \"typing\", \"channelId\": \"webchat\", \"serviceUrl\": \"" + KeyServer.SERVICE_URL + "\"}";
        String path = "/webhook/xpbot/api/azbot/push?param.header.xp-api-key=test-partner-key-" + partner;
        return send(path, activity, "Authorization", "Bearer " + token);
    }

    private static String token(KeyServer signer, String issuer) {
        var claims = KeyServer.claims("bot-a4b").issuer(issuer).build();
        return KeyServer.sign(claims, signer.key, JWSAlgorithm.RS256, "k1");
    }

    private int send(String path, String body, String header, String proof) {
        return Pod.send(HttpRequest.newBuilder(pod.uri(path))
                        .header("Content-Type", "application/json")
                        .header(header, proof)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }
}
