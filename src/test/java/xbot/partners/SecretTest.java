package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @Test
    void printsAsStars() {
        assertThat(new Secret("canary")).hasToString("***").isNotInstanceOf(Serializable.class);
    }

    @Test
    void isRevealedOnDemand() {
        assertThat(new Secret("canary").reveal()).isEqualTo("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "canary\n", "canary\r\n"})
    void isReadFromALineThatMayEndWithABreak(String text) {
        assertThat(Secret.ofLine(text).reveal()).isEqualTo("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "canary\n\n",
                "canary\ncanary",
                " canary",
                "can ary",
                "canary\0",
                "canäry",
                "canary\u007f"
            })
    void refusesWhatIsNotOneVisibleLineAndDoesNotRepeatIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.ofLine(text))
                .withMessage("is not one line of 1 to 512 visible ASCII characters");
    }

    @Test
    void isAtMost512CharactersLong() {
        assertThat(new Secret("s".repeat(512)).reveal()).hasSize(512);
        assertThatIllegalArgumentException().isThrownBy(() -> new Secret("s".repeat(513)));
    }
}
