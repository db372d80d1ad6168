package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.partners.Samples.START;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyUseTest {

    private static final double USED = START.getEpochSecond();

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KeyUse keyUse = new KeyUse(meters);
    private Partners partners;
    private final Partner.Key gatewayKey = Samples.key("gw", "gateway");
    private final Partner.Key partnerKey = Samples.key("xp", "partner");

    @Test
    void isZeroForEachKeyThatWasNeverUsed() {
        track(gatewayKey, partnerKey);

        assertThat(meters.scrape())
                .contains(
                        "xbot_key_last_used_seconds{key=\"gw\",kind=\"gateway\",partner=\"a4b\"} 0.0",
                        "xbot_key_last_used_seconds{key=\"xp\",kind=\"partner\",partner=\"a4b\"} 0.0");
    }

    @Test
    void isTheTimeOfTheLastUseInEpochSeconds() {
        track(gatewayKey, partnerKey);

        use(partners, gatewayKey, START.minusSeconds(60));
        use(partners, gatewayKey, START);

        assertThat(lastUsed("gw")).isEqualTo(USED);
        assertThat(lastUsed("xp")).isZero();
    }

    @Test
    void outlivesAReloadThatKeepsTheKey() {
        track(gatewayKey, partnerKey);
        use(partners, gatewayKey, START);

        track(gatewayKey, Samples.key("xp-2", "other"));

        assertThat(lastUsed("gw")).isEqualTo(USED);
        assertThat(lastUsed("xp-2")).isZero();
    }

    @Test
    void countsARequestThatFoundItsKeyBeforeAReload() {
        track(gatewayKey, partnerKey);
        Partners before = partners;

        track(gatewayKey, partnerKey);
        use(before, gatewayKey, START);

        assertThat(lastUsed("gw")).isEqualTo(USED);
    }

    @Test
    void endsWithAKeyThatLeftTheFile() {
        track(gatewayKey, partnerKey);

        Partners before = partners;
        track(gatewayKey, Samples.key("xp-2", "other"));
        use(before, partnerKey, START);

        assertThat(meters.find("xbot.key.last.used").tag("key", "xp").gauge()).isNull();
    }

    @Test
    void beginsAgainForAnotherKeyOfTheSameName() {
        track(gatewayKey, partnerKey);
        use(partners, gatewayKey, START);

        track(Samples.key("gw", "other"), partnerKey);

        assertThat(lastUsed("gw")).isZero();
    }

    @Test
    void beginsAgainForAKeyThatWasRenamed() {
        track(gatewayKey, partnerKey);
        use(partners, gatewayKey, START);

        track(Samples.key("gw-1", "gateway"), partnerKey);

        assertThat(lastUsed("gw-1")).isZero();
        assertThat(meters.find("xbot.key.last.used").tag("key", "gw").gauge()).isNull();
    }

    private void track(Partner.Key gateway, Partner.Key partner) {
        partners = new Partners(List.of(Samples.partner("a4b", List.of(gateway), List.of(partner))));
        keyUse.track(partners);
    }

    private static void use(Partners partners, Partner.Key key, Instant now) {
        partners.keys().filter(onFile -> onFile.key.equals(key)).forEach(onFile -> onFile.markUsed(now));
    }

    private double lastUsed(String key) {
        return meters.get("xbot.key.last.used").tag("key", key).gauge().value();
    }
}
