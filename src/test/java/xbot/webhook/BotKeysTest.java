package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import xbot.tools.cases.MovableClock;

/** When the keys of a cloud are fetched, by a clock that the test owns. */
class BotKeysTest {

    private static final String BOT = "bot-a4b";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final KeyServer server = new KeyServer();
    private final Counter fetched = new SimpleMeterRegistry().counter("fetched");
    private final Counter failed = new SimpleMeterRegistry().counter("failed");
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final BotKeys keys = new BotKeys(
            new KeyDocuments(
                    new DefaultResourceRetriever(1_000, 1_000), URI.create(server.metadata()), fetched, failed),
            KeyServer.ISSUER,
            clock,
            threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void fetchesThemOnceForAllTokensOfADay() throws Exception {
        verify(server.key);
        clock.move(Duration.ofHours(22));
        verify(server.key);

        assertThat(fetched.count()).isEqualTo(1);
    }

    @Test
    void fetchesThemAgainWhenTheyAreADayOld() throws Exception {
        verify(server.key);
        RSAKey next = KeyServer.key("k3");
        server.published.add(next);
        server.published.remove(server.key);
        clock.move(Duration.ofHours(25));

        verify(next);

        assertThat(fetched.count()).isEqualTo(2);
        assertThatThrownBy(() -> verify(server.key)).as("it was withdrawn").isInstanceOf(Exception.class);
    }

    @Test
    void fetchesThemForAKeyThatIsNew() throws Exception {
        verify(server.key);
        RSAKey next = KeyServer.key("k3");
        server.published.add(next);
        clock.move(Duration.ofSeconds(31));

        verify(next);

        assertThat(fetched.count()).isEqualTo(2);
        assertThat(keys.isEndorsed("k3", "webchat")).isTrue();
        assertThat(keys.isEndorsed("k2", "webchat")).isFalse();
    }

    @Test
    void fetchesThemTwiceInHalfAMinuteAtMost() throws Exception {
        verify(server.key);
        for (int i = 0; i < 20; i++) {
            RSAKey unknown = server.unendorsed;
            assertThatThrownBy(() -> keys.verify(token(unknown, "unknown"), BOT))
                    .isInstanceOfAny(KeySourceException.class, BadJOSEException.class);
        }

        assertThat(fetched.count()).isEqualTo(2);
        verify(server.key);
    }

    @Test
    void goesOnWithOldOnesForADayWhileTheyCannotBeFetched() throws Exception {
        verify(server.key);
        server.published.clear();
        clock.move(Duration.ofHours(25));

        verify(server.key);

        assertThat(failed.count()).isPositive();
        clock.move(Duration.ofHours(24));
        assertThatThrownBy(() -> verify(server.key)).isInstanceOf(KeySourceException.class);
    }

    private void verify(RSAKey key) throws Exception {
        keys.verify(token(key, key.getKeyID()), BOT);
    }

    private SignedJWT token(RSAKey key, String keyId) throws Exception {
        var claims = KeyServer.claims(BOT)
                .expirationTime(Date.from(clock.instant().plusSeconds(600)))
                .build();
        return SignedJWT.parse(KeyServer.sign(claims, key, JWSAlgorithm.RS256, keyId));
    }
}
