package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.access.TestClock.START;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyUseTest {

    private static final double USED = START.getEpochSecond();

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KeyUse keyUse = new KeyUse(meters);
    private final ApiKey gatewayKey = Samples.key("gw", "gateway");
    private final ApiKey partnerKey = Samples.key("xp", "partner");

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

        keyUse.mark(gatewayKey, START.minusSeconds(60));
        keyUse.mark(gatewayKey, START);

        assertThat(lastUsed("gw")).isEqualTo(USED);
        assertThat(lastUsed("xp")).isZero();
    }

    @Test
    void outlivesAReloadThatKeepsTheKey() {
        track(gatewayKey, partnerKey);
        keyUse.mark(gatewayKey, START);

        track(gatewayKey, Samples.key("xp-2", "other"));

        assertThat(lastUsed("gw")).isEqualTo(USED);
        assertThat(lastUsed("xp-2")).isZero();
    }

    @Test
    void endsWithAKeyThatLeftTheFile() {
        track(gatewayKey, partnerKey);

        track(gatewayKey, Samples.key("xp-2", "other"));
        keyUse.mark(partnerKey, START);

        assertThat(meters.find("xbot.key.last.used").tag("key", "xp").gauge()).isNull();
    }

    @Test
    void beginsAgainForAnotherKeyOfTheSameName() {
        track(gatewayKey, partnerKey);
        keyUse.mark(gatewayKey, START);

        track(Samples.key("gw", "other"), partnerKey);

        assertThat(lastUsed("gw")).isZero();
    }

    @Test
    void beginsAgainForAKeyThatWasRenamed() {
        track(gatewayKey, partnerKey);
        keyUse.mark(gatewayKey, START);

        track(Samples.key("gw-1", "gateway"), partnerKey);

        assertThat(lastUsed("gw-1")).isZero();
        assertThat(meters.find("xbot.key.last.used").tag("key", "gw").gauge()).isNull();
    }

    private void track(ApiKey gateway, ApiKey partner) {
        keyUse.track(new Partners(List.of(Samples.partner("a4b", List.of(gateway), List.of(partner)))));
    }

    private double lastUsed(String key) {
        return meters.get("xbot.key.last.used").tag("key", key).gauge().value();
    }
}
