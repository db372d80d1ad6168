package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.partners.Samples.A4B_GATEWAY_KEY;
import static xbot.partners.Samples.A4B_PARTNER_KEY;
import static xbot.partners.Samples.START;
import static xbot.partners.Samples.TRAVEL_GATEWAY_KEY;
import static xbot.partners.Samples.TRAVEL_PARTNER_KEY;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartnersTest {

    private final Partners partners = Samples.partners();

    @Test
    void areFoundByBothKeys() {
        Partners.Match match =
                partners.find(A4B_GATEWAY_KEY, A4B_PARTNER_KEY, START).orElseThrow();

        assertThat(match.partner().id()).isEqualTo("a4b");
        assertThat(match.gatewayKey().id()).isEqualTo("gw");
        assertThat(match.partnerKey().id()).isEqualTo("xp");
    }

    static Stream<Arguments> pairsThatAreNone() {
        return Stream.of(
                Arguments.of("gateway key missing", null, A4B_PARTNER_KEY),
                Arguments.of("partner key missing", A4B_GATEWAY_KEY, null),
                Arguments.of("both missing", null, null),
                Arguments.of("gateway key empty", "", A4B_PARTNER_KEY),
                Arguments.of("gateway key unknown", "unknown", A4B_PARTNER_KEY),
                Arguments.of("partner key unknown", A4B_GATEWAY_KEY, "unknown"),
                Arguments.of("other case", A4B_GATEWAY_KEY.toUpperCase(Locale.ROOT), A4B_PARTNER_KEY),
                Arguments.of("8 KB", "k".repeat(8192), A4B_PARTNER_KEY),
                Arguments.of("swapped", A4B_PARTNER_KEY, A4B_GATEWAY_KEY),
                Arguments.of("stored hash as key", KeyHash.of(A4B_GATEWAY_KEY).hex(), A4B_PARTNER_KEY),
                Arguments.of("partner key of another partner", A4B_GATEWAY_KEY, TRAVEL_PARTNER_KEY),
                Arguments.of("gateway key of another partner", TRAVEL_GATEWAY_KEY, A4B_PARTNER_KEY),
                Arguments.of("blank at the end", A4B_GATEWAY_KEY + " ", A4B_PARTNER_KEY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairsThatAreNone")
    void areNotFoundBy(String what, String gatewayKey, String partnerKey) {
        assertThat(partners.find(gatewayKey, partnerKey, START)).isEmpty();
    }

    @Test
    void areNeverFoundByAnEmptyOrANonAsciiKeyEvenIfItsHashIsOnFile() {
        for (String key : List.of("", "kéy", "\ud800")) {
            Partners odd = new Partners(List.of(Samples.partner(
                    "odd", List.of(Samples.key("gw", key)), List.of(Samples.key("xp", A4B_PARTNER_KEY)))));

            assertThat(odd.find(key, A4B_PARTNER_KEY, START)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-30T23:59:59.999Z, false",
        "2026-07-01T00:00:00Z, true",
        "2026-12-31T23:59:59.999Z, true",
        "2027-01-01T00:00:00Z, false"
    })
    void areFoundFromNotBeforeUntilNotAfter(Instant now, boolean found) {
        Partner.Key limited = new Partner.Key(
                "limited",
                KeyHash.of("limited"),
                Instant.parse("2026-07-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"));
        Partner.Key unlimited = Samples.key("unlimited", "unlimited");
        Partners gatewayLimited = new Partners(List.of(Samples.partner("a4b", List.of(limited), List.of(unlimited))));
        Partners partnerLimited = new Partners(List.of(Samples.partner("a4b", List.of(unlimited), List.of(limited))));

        assertThat(gatewayLimited.find("limited", "unlimited", now).isPresent()).isEqualTo(found);
        assertThat(partnerLimited.find("unlimited", "limited", now).isPresent()).isEqualTo(found);
    }

    @Test
    void areFoundByTheOldAndTheNewKeyWhileBothAreOnFile() {
        Partners rotating = new Partners(List.of(Samples.partner(
                "a4b",
                List.of(Samples.key("gw-1", "old"), Samples.key("gw-2", "new")),
                List.of(Samples.key("xp", A4B_PARTNER_KEY)))));

        assertThat(rotating.find("old", A4B_PARTNER_KEY, START)).isPresent();
        assertThat(rotating.find("new", A4B_PARTNER_KEY, START)).isPresent();
    }

    @Test
    void printNoHashAndNoSecret() {
        Partners.Match match =
                partners.find(A4B_GATEWAY_KEY, A4B_PARTNER_KEY, START).orElseThrow();

        assertThat(match.toString()
                        + match.partner().gatewayKeys()
                        + match.partner().directLine())
                .contains("a4b", "***")
                .doesNotContain(
                        "direct-line-secret", KeyHash.of(A4B_GATEWAY_KEY).hex());
    }
}
