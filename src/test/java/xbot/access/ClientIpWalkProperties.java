package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;
import xbot.Mutations;
import xbot.WorstTexts;
import xbot.partners.IpRanges;

class ClientIpWalkProperties {

    private static final String PEER = "10.0.0.1";

    private final IpRanges trusted = IpRanges.of(List.of("10.0.0.0/8", "fd00::/8"));
    private final ClientIpWalk walk = new ClientIpWalk(trusted);

    @Property
    void anyTextIsAnAnswerOrNone(@ForAll String peer, @ForAll @Size(max = 8) List<String> lines) {
        assertThat(walk.from(peer, lines)).isNotNull();
        assertThat(walk.from(PEER, lines)).isNotNull();
    }

    @Property
    void aMutatedLineIsAnAnswerOrNone(@ForAll("mutated") byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);

        walk.from(PEER, List.of("198.51.100.1", text))
                .ifPresent(found -> assertThat(found.toString().equals(PEER) || !trusted.contain(found.address()))
                        .isTrue());
        ClientIp.parse(text);
    }

    @Property
    void theClientIpIsThePeerOrTheRightmostThatIsNotTrusted(@ForAll("lines") List<List<String>> lines) {
        List<String> elements = new ArrayList<>();
        lines.forEach(elements::addAll);
        Collections.reverse(elements);

        Optional<ClientIp> found = walk.from(
                PEER, lines.stream().map(line -> String.join(" ,\t", line)).toList());

        assertThat(found.map(ClientIp::toString)).isEqualTo(expected(elements));
    }

    /** The rule in other words: the first element from the right that is not a trusted proxy settles it. */
    private static Optional<String> expected(List<String> fromTheRight) {
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
    Arbitrary<byte[]> mutated() {
        return Mutations.of(
                "203.0.113.7, 10.0.0.2",
                "203.0.113.7:1234,\t[2001:db8::1]:443 ,::ffff:10.0.0.3",
                "2001:db8:1:2:3:4:5:6, fd00::1, ::ffff:203.0.113.7");
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
        WorstTexts.of(4_000_000)
                .forEach(worst -> Assertions.assertTimeoutPreemptively(
                        WorstTexts.LIMIT,
                        () -> assertThat(walk.from(PEER, List.of("198.51.100.1," + worst.getValue())))
                                .isEmpty(),
                        worst.getKey()));
    }
}
