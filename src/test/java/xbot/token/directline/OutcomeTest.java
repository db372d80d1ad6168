package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/routes.md, over every status that three digits can make. */
class OutcomeTest {

    private static final Set<Integer> CREDENTIAL = Set.of(401, 403);
    private static final Set<Integer> CONVERSATION = Set.of(400, 404, 410);

    private static Map<Outcome, Set<Integer>> table() {
        Map<Outcome, Set<Integer>> table = new EnumMap<>(Outcome.class);
        table.put(Outcome.CONNECTION, Set.of(408, 421, 425, 444, 460, 499));
        table.put(Outcome.THROTTLED, Set.of(429));
        table.put(Outcome.PROXY, Set.of(407, 511));
        Set<Integer> known =
                table.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(CREDENTIAL);
        known.addAll(CONVERSATION);
        known.add(200);
        table.put(Outcome.CALL_REFUSED, without(known, 400, 499));
        table.put(Outcome.DOWN, without(known, 500, 599));
        table.put(Outcome.INVALID, union(without(known, 0, 399), without(known, 600, 999)));
        return table;
    }

    private static Set<Integer> without(Set<Integer> known, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(status -> !known.contains(status))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private static Map<Outcome, Set<Integer>> decided(boolean isRefresh) {
        return IntStream.rangeClosed(0, 999)
                .filter(status -> status != 200)
                .boxed()
                .collect(Collectors.groupingBy(
                        status -> Outcome.of(status, "application/json", isRefresh),
                        () -> new EnumMap<>(Outcome.class),
                        Collectors.toSet()));
    }

    @Test
    void blamesTheSecretOfAGenerateOnlyWhereDirectLineDoes() {
        Map<Outcome, Set<Integer>> table = table();
        table.put(Outcome.SECRET_REFUSED, CREDENTIAL);
        table.merge(Outcome.CALL_REFUSED, CONVERSATION, OutcomeTest::union);

        assertThat(decided(false)).isEqualTo(table);
    }

    @Test
    void losesAConversationOnlyWhereDirectLineSaysThatTheTokenIsDead() {
        Map<Outcome, Set<Integer>> table = table();
        table.put(Outcome.TOKEN_REFUSED, union(CREDENTIAL, CONVERSATION));

        assertThat(decided(true)).isEqualTo(table);
    }

    @Test
    void takes200ForAToken() {
        assertThat(Outcome.of(200, null, true)).isNull();
        assertThat(Outcome.of(200, "text/html", false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesARefusalThatIsAPageForAProxys(boolean isRefresh) {
        for (int status : List.of(400, 401, 403, 404, 410)) {
            assertThat(Outcome.of(status, "text/html; charset=utf-8", isRefresh))
                    .isEqualTo(Outcome.CALL_REFUSED);
        }
        assertThat(Outcome.of(503, "text/html", isRefresh)).isEqualTo(Outcome.DOWN);
    }
}
