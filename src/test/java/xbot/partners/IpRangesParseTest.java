package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesParseTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 32",
        "203.0.113.7/32, 32",
        "10.0.0.0/8, 8",
        "0.0.0.0/0, 0",
        "2001:db8::1, 128",
        "2001:0db8::/32, 32",
        "::/0, 0"
    })
    void readsAddressesAndCidrRanges(String text, int prefixLength) {
        assertThat(IpRanges.parse(text).getMinPrefixLengthForBlock()).isEqualTo(prefixLength);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/40",
                "2001:db8::/129",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.0.0",
                "/8",
                "*",
                "10.0.0.*",
                "10.0.0.1-5",
                "10.1",
                "0x7f.1",
                "010.0.0.1",
                "256.1.1.1",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8:9",
                "localhost"
            })
    void refusesEverythingElseByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.parse(text))
                .withMessage("'" + text + "' is not a CIDR range");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1/8, 10.0.0.0/8", "203.0.113.7/24, 203.0.113.0/24", "2001:db8::1/32, 2001:db8::/32"})
    void suggestsTheRangeWhereHostBitsAreSet(String text, String suggestion) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.parse(text))
                .withMessage("'" + text + "' has host bits set: write '" + suggestion + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:0:0/96", "::ffff:203.0.113.7", "::ffff:10.0.0.0/104"})
    void refusesIpv4WrittenAsIpv6WhichWouldNeverMatch(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.parse(text))
                .withMessage("'" + text + "' is an IPv4 range: write it as IPv4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 10.0.0.1",
                "10.0.0.1 ",
                "10.0.0.1,10.0.0.2",
                "１.2.3.4",
                "10.0.0.1\nforged",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void doesNotRepeatWhatDoesNotLookLikeAnAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.parse(text))
                .withMessage("an entry is not a CIDR range");
    }

    @Test
    void aRangeOfOneAddressIsThatAddress() {
        assertThat(IpRanges.parse("203.0.113.7/32")).isEqualTo(IpRanges.parse("203.0.113.7"));
    }
}
