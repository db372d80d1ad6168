package xbot.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final List<String> KNOWN = List.of("user-id-prefix", "sha256", "routeConfigurationId", "new-key");

    @ParameterizedTest
    @CsvSource({
        "userIdPrefix, user-id-prefix",
        "user_id_prefix, user-id-prefix",
        "sha265, sha256",
        "sha-256, sha256",
        "routeConfiguration, routeConfigurationId",
        "newkey, new-key",
        "nwe-key, new-key"
    })
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Spelling.closest(word, KNOWN)).contains(meant);
        assertThat(Spelling.suggestion(word, KNOWN)).isEqualTo(", did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"direct-line", "key", "s"})
    void saysNothingWhereNoWordIsNear(String word) {
        assertThat(Spelling.closest(word, KNOWN)).isEmpty();
        assertThat(Spelling.suggestion(word, KNOWN)).isEmpty();
    }
}
