package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.partners.IpRanges;

class ClientIpWalkTest {

    private static final String PROXY = "10.0.0.1";

    private final ClientIpWalk walk = new ClientIpWalk(IpRanges.of(List.of("10.0.0.0/8", "fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // peer; lines of X-Forwarded-For, with | between them; client IP
                "203.0.113.7 ; ; 203.0.113.7",
                "203.0.113.7 ; 198.51.100.1 ; 203.0.113.7",
                "203.0.113.7 ; garbage ; 203.0.113.7",
                "10.0.0.1 ; ; 10.0.0.1",
                "10.0.0.1 ; 198.51.100.1 ; 198.51.100.1",
                "::ffff:10.0.0.1 ; 198.51.100.1 ; 198.51.100.1",
                "fd00::1 ; 2001:db8::1 ; 2001:db8::1",
                "10.0.0.1 ; 203.0.113.7, 198.51.100.1 ; 198.51.100.1",
                "10.0.0.1 ; 203.0.113.7 | 198.51.100.1 ; 198.51.100.1",
                "10.0.0.1 ; 203.0.113.7, 198.51.100.1 , 10.9.9.9 ; 198.51.100.1",
                "10.0.0.1 ; 203.0.113.7, 198.51.100.1 | 10.9.9.9,10.8.8.8:80 ; 198.51.100.1",
                "10.0.0.1 ; garbage, 198.51.100.1 ; 198.51.100.1",
                "10.0.0.1 ; ,, 198.51.100.1 ; 198.51.100.1",
                "10.0.0.1 ; [2001:db8::1]:443 ; 2001:db8::1",
                "10.0.0.1 ; 10.0.0.2, 10.0.0.3 ; 10.0.0.1"
            })
    void takesThePeerOrTheRightmostAddressThatIsNotTrusted(String peer, String lines, String clientIp) {
        assertThat(walk.from(peer, lines(lines))).map(ClientIp::toString).contains(clientIp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "unknown ; 198.51.100.1",
                "fe80::1%eth0 ; 198.51.100.1",
                "10.0.0.1 ; unknown",
                "10.0.0.1 ; 198.51.100.1, unknown",
                "10.0.0.1 ; 198.51.100.1, unknown, 10.0.0.2",
                "10.0.0.1 ; 198.51.100.1 | unknown",
                "10.0.0.1 ; 1.2.3",
                "10.0.0.1 ; ''",
                "10.0.0.1 ; 198.51.100.1,",
                "10.0.0.1 ; 198.51.100.1,,10.0.0.2",
                "10.0.0.1 ; ,10.0.0.2",
                "10.0.0.1 ; 198.51.100.1 10.0.0.2",
                "10.0.0.1 ; 10.0.0.2%eth0"
            })
    void knowsNoClientIpWhereAStepCannotBeRead(String peer, String lines) {
        assertThat(walk.from(peer, lines(lines))).isEmpty();
    }

    @Test
    void walksAHundredStepsAndNoMore() {
        String proxies = ", 10.0.0.2".repeat(99);

        assertThat(walk.from(PROXY, List.of("198.51.100.1" + proxies))).isPresent();
        assertThat(walk.from(PROXY, List.of("198.51.100.1, 10.0.0.2" + proxies)))
                .isEmpty();
        assertThat(walk.from(PROXY, Collections.nCopies(101, "10.0.0.2"))).isEmpty();
    }

    private static List<String> lines(String lines) {
        return lines == null ? List.of() : List.of(lines.split(" \\| ", -1));
    }
}
