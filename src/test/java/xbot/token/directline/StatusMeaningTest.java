package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of docs/routes.md, over every status that three digits can make. */
class StatusMeaningTest {

    private static final Map<StatusMeaning, Set<Integer>> TABLE = table();

    private static Map<StatusMeaning, Set<Integer>> table() {
        Map<StatusMeaning, Set<Integer>> table = new EnumMap<>(StatusMeaning.class);
        table.put(StatusMeaning.TOKEN, Set.of(200));
        table.put(StatusMeaning.CREDENTIAL, Set.of(401, 403));
        table.put(StatusMeaning.CONVERSATION, Set.of(400, 404, 410));
        table.put(StatusMeaning.CONNECTION, Set.of(408, 421, 425, 444, 460, 499));
        table.put(StatusMeaning.LOAD, Set.of(429));
        table.put(StatusMeaning.PROXY, Set.of(407, 511));
        Set<Integer> known = table.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        table.put(StatusMeaning.CALL, without(known, 400, 499));
        table.put(StatusMeaning.DOWN, without(known, 500, 599));
        table.put(StatusMeaning.NONSENSE, new TreeSet<>(without(known, 0, 399)));
        table.get(StatusMeaning.NONSENSE).addAll(without(known, 600, 999));
        return table;
    }

    private static Set<Integer> without(Set<Integer> known, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(status -> !known.contains(status))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void decidesEachStatus() {
        Map<StatusMeaning, Set<Integer>> decided = IntStream.rangeClosed(0, 999)
                .boxed()
                .collect(Collectors.groupingBy(
                        status -> StatusMeaning.of(status, null),
                        () -> new EnumMap<>(StatusMeaning.class),
                        Collectors.toSet()));

        assertThat(decided).isEqualTo(TABLE);
    }

    @Test
    void losesAConversationOnlyWhereDirectLineSaysThatTheTokenIsDead() {
        List<Integer> lost = IntStream.rangeClosed(0, 999)
                .filter(status -> StatusMeaning.of(status, "application/json").onRefresh == Outcome.TOKEN_REFUSED)
                .boxed()
                .toList();

        assertThat(lost).containsExactly(400, 401, 403, 404, 410);
    }

    @Test
    void blamesTheSecretOnlyWhereDirectLineDoes() {
        List<Integer> blamed = IntStream.rangeClosed(0, 999)
                .filter(status -> StatusMeaning.of(status, null).onGenerate == Outcome.SECRET_REFUSED)
                .boxed()
                .toList();

        assertThat(blamed).containsExactly(401, 403);
    }

    @Test
    void takesARefusalThatIsAPageForAProxys() {
        for (int status : List.of(400, 401, 403, 404, 410)) {
            assertThat(StatusMeaning.of(status, "text/html; charset=utf-8")).isEqualTo(StatusMeaning.CALL);
        }
        assertThat(StatusMeaning.of(503, "text/html")).isEqualTo(StatusMeaning.DOWN);
        assertThat(StatusMeaning.of(200, "text/html")).isEqualTo(StatusMeaning.TOKEN);
    }
}
