package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "0.0.0.0, 0.0.0.0/24",
        "2001:db8:1:2::3, 2001:db8:1::/48",
        "2001:DB8:FFFF:ffff::, 2001:db8:ffff::/48",
        "::1, 0:0:0::/48",
        "::ffff:203.0.113.7, 203.0.113.0/24",
        "::ffff:cb00:7107, 203.0.113.0/24"
    })
    void keepsTheNetworkOfAnAddress(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"unknown", "203.0.113", "203.0.113.7:80", "203.0.113.256", "[::1]:80", "a\nb", "::g"})
    void repeatsNothingOfWhatIsNoAddress(String address) {
        assertThat(ClientNetwork.of(address)).isEqualTo("unknown");
    }
}
