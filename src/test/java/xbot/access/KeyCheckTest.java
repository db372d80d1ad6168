package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static xbot.partners.Samples.A4B_GATEWAY_KEY;
import static xbot.partners.Samples.A4B_PARTNER_KEY;
import static xbot.partners.Samples.TRAVEL_PARTNER_KEY;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;
import xbot.partners.Partner;
import xbot.partners.Partners;
import xbot.partners.Samples;
import xbot.tools.cases.MovableClock;

class KeyCheckTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovableClock clock = new MovableClock(Samples.START);
    private Partners partners = Samples.partners();
    private final KeyCheck check = new KeyCheck(() -> partners, clock);

    @BeforeEach
    void track() {
        Samples.track(partners, meters);
    }

    @Test
    void findsThePartnerOfTheKeys() throws Exception {
        Exchange exchange = exchange(A4B_GATEWAY_KEY, A4B_PARTNER_KEY);

        check.process(exchange);

        assertThat(exchange.getProperty("partner", Partner.class).id()).isEqualTo("a4b");
        assertThat(exchange.getProperty("gatewayKeyId")).isEqualTo("gw");
        assertThat(exchange.getProperty("partnerKeyId")).isEqualTo("xp");
    }

    @Test
    void readsTheHeadersInAnyCase() throws Exception {
        Exchange exchange = Samples.exchange();
        exchange.getMessage().setHeader("X-Api-Key", A4B_GATEWAY_KEY);
        exchange.getMessage().setHeader("XP-API-KEY", A4B_PARTNER_KEY);

        check.process(exchange);

        assertThat(exchange.getProperty("partner")).isNotNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void marksTheUseOfBothKeys() throws Exception {
        check.process(exchange(A4B_GATEWAY_KEY, A4B_PARTNER_KEY));

        double now = Samples.START.getEpochSecond();
        assertThat(meters.get("xbot.key.last.used").tag("partner", "a4b").gauges())
                .hasSize(2)
                .allMatch(gauge -> gauge.value() == now);
        assertThat(meters.get("xbot.key.last.used").tag("partner", "travel").gauges())
                .allMatch(gauge -> gauge.value() == 0);
    }

    @Test
    void asksThePartnersOfTheMoment() {
        partners = new Partners(List.of());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> check.process(exchange(A4B_GATEWAY_KEY, A4B_PARTNER_KEY)));
    }

    static Stream<Arguments> invalidPairs() {
        return Stream.of(
                Arguments.of(null, null, "x-api-key is missing, xp-api-key is missing"),
                Arguments.of(A4B_GATEWAY_KEY, null, "xp-api-key is missing"),
                Arguments.of(null, A4B_PARTNER_KEY, "x-api-key is missing"),
                Arguments.of("unknown", A4B_PARTNER_KEY, "x-api-key is unknown"),
                Arguments.of(
                        A4B_GATEWAY_KEY,
                        TRAVEL_PARTNER_KEY,
                        "x-api-key is key 'gw' of partner 'a4b', xp-api-key is key 'xp' of partner 'travel'"),
                Arguments.of(A4B_PARTNER_KEY, A4B_GATEWAY_KEY, "x-api-key is unknown, xp-api-key is unknown"),
                Arguments.of(A4B_GATEWAY_KEY, 42, "xp-api-key is missing"));
    }

    @ParameterizedTest
    @MethodSource("invalidPairs")
    void refusesEveryOtherPairWithOneAndTheSameAnswer(Object gatewayKey, Object partnerKey, String reason) {
        Exchange exchange = exchange(gatewayKey, partnerKey);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> check.process(exchange))
                .withMessage("x-api-key and xp-api-key are not a valid pair of keys")
                .satisfies(
                        refusal -> assertThat(refusal.headers()).containsExactly(entry("WWW-Authenticate", "ApiKey")));
        assertThat(exchange.getProperty("reason")).as("for the log alone").isEqualTo(reason);
        assertThat(exchange.getProperties()).doesNotContainKeys("partner", "gatewayKeyId", "partnerKeyId");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(meters.get("xbot.key.last.used").gauges()).allMatch(gauge -> gauge.value() == 0);
    }

    static Stream<Arguments> repeatedKeys() {
        return Stream.of(
                Arguments.of(List.of(A4B_GATEWAY_KEY, A4B_GATEWAY_KEY), A4B_PARTNER_KEY, "x-api-key"),
                Arguments.of(List.of(A4B_GATEWAY_KEY, "unknown"), A4B_PARTNER_KEY, "x-api-key"),
                Arguments.of(List.of("unknown", "unknown"), null, "x-api-key"),
                Arguments.of(A4B_GATEWAY_KEY, List.of("unknown", A4B_PARTNER_KEY), "xp-api-key"),
                Arguments.of(null, List.of(A4B_PARTNER_KEY, A4B_PARTNER_KEY), "xp-api-key"));
    }

    @ParameterizedTest
    @MethodSource("repeatedKeys")
    void refusesAKeyThatIsGivenMoreThanOnce(Object gatewayKey, Object partnerKey, String header) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> check.process(exchange(gatewayKey, partnerKey)))
                .withMessage(header + " is given more than once");
    }

    private static Exchange exchange(Object gatewayKey, Object partnerKey) {
        Exchange exchange = Samples.exchange();
        if (gatewayKey != null) {
            exchange.getMessage().setHeader("x-api-key", gatewayKey);
        }
        if (partnerKey != null) {
            exchange.getMessage().setHeader("xp-api-key", partnerKey);
        }
        return exchange;
    }
}
