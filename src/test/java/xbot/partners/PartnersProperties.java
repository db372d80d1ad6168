package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class PartnersProperties {

    /** A pair finds the partner that it was given to, and every other pair finds none. */
    @Property
    void eachPairOfKeysIsThatOfOnePartner(
            @ForAll @UniqueElements @Size(min = 2, max = 12)
                    List<@NotEmpty @CharRange(from = '!', to = '~') String> keys) {
        List<Partner> all = new ArrayList<>();
        for (int i = 0; i + 1 < keys.size(); i += 2) {
            all.add(Samples.partner(
                    "p" + i, List.of(Samples.key("gw", keys.get(i))), List.of(Samples.key("xp", keys.get(i + 1)))));
        }
        Partners partners = new Partners(all);

        for (int i = 0; i < keys.size(); i++) {
            for (int j = 0; j < keys.size(); j++) {
                boolean pair = i % 2 == 0 && j == i + 1;
                assertThat(partners.find(keys.get(i), keys.get(j), Samples.START)
                                .map(match -> match.partner().id()))
                        .isEqualTo(pair ? Optional.of("p" + i) : Optional.empty());
            }
        }
    }
}
