package xbot.access;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

class ClientIpWalkProperties {

    private static final String PEER = "10.0.0.1";

    private final IpRanges trusted = IpRanges.of(List.of("10.0.0.0/8", "fd00::/8"));
    private final ClientIpWalk walk = new ClientIpWalk(trusted);

    @Property
    void anyTextIsAnAnswerOrNone(@ForAll String peer, @ForAll List<String> lines) {
        assertThat(walk.from(peer, lines)).isNotNull();
        assertThat(walk.from(PEER, lines)).isNotNull();
    }

    @Property(tries = 3_000)
    void theClientIpIsThePeerOrTheRightmostThatIsNotTrusted(@ForAll("lines") List<List<String>> lines) {
        List<String> elements = new ArrayList<>();
        lines.forEach(elements::addAll);
        Collections.reverse(elements);

        Optional<ClientIp> found = walk.from(
                PEER, lines.stream().map(line -> String.join(" ,\t", line)).toList());

        assertThat(found.map(ClientIp::toString)).isEqualTo(expected(elements));
    }

    /** The rule in other words: the first element from the right that is not a trusted proxy settles it. */
    private Optional<String> expected(List<String> fromTheRight) {
        for (String element : fromTheRight) {
            switch (element) {
                case "198.51.100.1", "2001:db8::1" -> {
                    return Optional.of(element);
                }
                case "10.0.0.2", "fd00::1" -> {}
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(PEER);
    }

    @Provide
    Arbitrary<List<List<String>>> lines() {
        return Arbitraries.of("198.51.100.1", "2001:db8::1", "10.0.0.2", "fd00::1", "10.0.0.2", "fd00::1", "x", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .list()
                .ofMaxSize(4);
    }

    @Example
    void longLinesCostTimeInProportion() {
        String commas = ",".repeat(5_000_000);
        String blanks = " ".repeat(5_000_000) + "x";
        String digits = "1".repeat(5_000_000);
        String proxies = Collections.nCopies(500_000, "10.0.0.2").stream().collect(joining(","));

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String line : List.of(commas, blanks, digits, proxies)) {
                assertThat(walk.from(PEER, List.of(line))).isEmpty();
            }
        });
    }
}
