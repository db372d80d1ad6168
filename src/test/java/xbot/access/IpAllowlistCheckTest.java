package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.access.AccessProperties.IpAllowlist;
import xbot.contract.Refusal;
import xbot.partners.IpRanges;
import xbot.partners.Samples;

class IpAllowlistCheckTest {

    private final ClientIpWalk walk = new ClientIpWalk(IpRanges.of(List.of("10.0.0.0/8")));
    private final IpAllowlistCheck check = new IpAllowlistCheck(walk, IpAllowlist.ENFORCED);
    private final IpAllowlistCheck off = new IpAllowlistCheck(walk, IpAllowlist.OFF);

    static Stream<Arguments> allowed() {
        return Stream.of(
                Arguments.of("203.0.113.7", null, "203.0.113.7"),
                Arguments.of("::ffff:203.0.113.7", null, "203.0.113.7"),
                Arguments.of("203.0.113.7", "198.51.100.1", "203.0.113.7"),
                Arguments.of("10.0.0.1", "203.0.113.7", "203.0.113.7"),
                Arguments.of("10.0.0.1", List.of("198.51.100.1", "203.0.113.7, 10.0.0.2"), "203.0.113.7"),
                Arguments.of("10.0.0.1", "[2001:DB8::1]:443", "2001:db8::1"));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void letsAClientIpOfTheAllowlistPass(String peer, Object forwardedFor, String clientIp) throws Exception {
        Exchange exchange = exchange(peer, forwardedFor);

        check.process(exchange);

        assertThat(exchange.getProperty("clientIp")).isEqualTo(clientIp);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of(null, "203.0.113.7"),
                Arguments.of("unknown", "203.0.113.7"),
                Arguments.of("198.51.100.1", null),
                Arguments.of("198.51.100.1", "203.0.113.7"),
                Arguments.of("198.51.100.1", List.of("203.0.113.7", "203.0.113.7")),
                Arguments.of("10.0.0.1", null),
                Arguments.of("10.0.0.1", "203.0.113.7, 198.51.100.1"),
                Arguments.of("10.0.0.1", List.of("203.0.113.7", "198.51.100.1")),
                Arguments.of("10.0.0.1", "203.0.113.7, unknown"),
                Arguments.of("10.0.0.1", "203.0.113.7,"),
                Arguments.of("10.0.0.1", ""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesEveryOther(String peer, Object forwardedFor) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> check.process(exchange(peer, forwardedFor)))
                .withMessage("the client IP is not on the partner's allowlist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP"})
    void believesNoOtherHeader(String header) {
        Exchange exchange = exchange("10.0.0.1", null);
        exchange.getMessage().setHeader(header, "203.0.113.7");

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> check.process(exchange));
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, , 198.51.100.1",
        "10.0.0.1, 198.51.100.1, 198.51.100.1",
        "10.0.0.1, unknown, 10.0.0.1",
        ", 198.51.100.1, "
    })
    void letsAllPassWhereItIsOffAndStillTellsTheClientIp(String peer, String forwardedFor, String clientIp)
            throws Exception {
        Exchange exchange = exchange(peer, forwardedFor);

        off.process(exchange);

        assertThat(exchange.getProperty("clientIp")).isEqualTo(clientIp);
    }

    @Test
    void needsThePartnerFirst() {
        Exchange exchange = exchange("203.0.113.7", null);
        exchange.removeProperty("partner");

        assertThatIllegalStateException()
                .isThrownBy(() -> check.process(exchange))
                .withMessage("the partner is not known yet: put the step check-keys before this one");
    }

    private static Exchange exchange(String peer, Object forwardedFor) {
        Exchange exchange = Samples.exchange();
        exchange.setProperty(
                "partner", Samples.partner("a4b", IpRanges.of(List.of("203.0.113.0/24", "2001:db8::/32"))));
        exchange.setProperty("peer", peer);
        if (forwardedFor != null) {
            exchange.getMessage().setHeader("X-Forwarded-For", forwardedFor);
        }
        return exchange;
    }
}
