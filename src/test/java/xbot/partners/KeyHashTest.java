package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

    // printf abc | sha256sum, FIPS 180-2 B.1
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheSha256OfTheWholeKey() {
        assertThat(KeyHash.of("abc").hex()).isEqualTo(OF_ABC);
    }

    @Test
    void isReadFromHexOfEitherCase() {
        assertThat(KeyHash.parse(OF_ABC))
                .isEqualTo(KeyHash.of("abc"))
                .hasSameHashCodeAs(KeyHash.of("abc"))
                .isEqualTo(KeyHash.parse(OF_ABC.toUpperCase(Locale.ROOT)))
                .isNotEqualTo(KeyHash.of("abd"));
    }

    @Test
    void printsAsStars() {
        assertThat(KeyHash.of("abc")).hasToString("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
                "xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void refusesWhatIsNot64HexDigits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyHash.parse(text));
    }
}
