package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.partners.IpRanges;

class IpRangesTest {

    private static final IpRanges RANGES =
            IpRanges.of(List.of("203.0.113.0/24", "198.51.100.7", "2001:db8::/32", "2001:db9::1"));

    @ParameterizedTest
    @CsvSource({
        "203.0.112.255, false",
        "203.0.113.0, true",
        "203.0.113.255, true",
        "203.0.114.0, false",
        "198.51.100.6, false",
        "198.51.100.7, true",
        "198.51.100.8, false",
        "::ffff:203.0.113.0, true",
        "::203.0.113.0, false",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, false",
        "2001:db8::, true",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db9::, false",
        "2001:db9::1, true"
    })
    void containTheFirstAndTheLastAddressAndNotTheOnesBeside(String ip, boolean contained) {
        assertThat(RANGES.contain(ClientIp.parse(ip).orElseThrow().address())).isEqualTo(contained);
    }

    @Test
    void containNothingWhereThereIsNone() {
        assertThat(IpRanges.NONE.contain(new IPAddressString("203.0.113.0").getAddress()))
                .isFalse();
    }

    @Test
    void answerForTenThousandLikeAComparisonWithEach() {
        Random random = new Random(42);
        List<Range> naive = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            naive.add(Range.random(random));
        }
        IpRanges ranges = IpRanges.of(naive.stream().map(Range::toString).toList());

        int hits = 0;
        for (int i = 0; i < 10_000; i++) {
            int near = naive.get(random.nextInt(naive.size())).first + random.nextInt(-300, 300);
            boolean expected = naive.stream().anyMatch(range -> range.contains(near));
            assertThat(ranges.contain(new IPv4Address(near))).as(dotted(near)).isEqualTo(expected);
            hits += expected ? 1 : 0;
        }

        assertThat(hits).isBetween(1_000, 9_000);
    }

    private record Range(int first, int prefixLength) {
        static Range random(Random random) {
            int prefixLength = random.nextInt(20, 33);
            return new Range(random.nextInt() & mask(prefixLength), prefixLength);
        }

        static int mask(int prefixLength) {
            return -1 << (32 - prefixLength);
        }

        boolean contains(int ip) {
            return (ip & mask(prefixLength)) == first;
        }

        @Override
        public String toString() {
            return dotted(first) + "/" + prefixLength;
        }
    }

    private static String dotted(int ip) {
        return (ip >>> 24) + "." + (ip >>> 16 & 0xff) + "." + (ip >>> 8 & 0xff) + "." + (ip & 0xff);
    }
}
