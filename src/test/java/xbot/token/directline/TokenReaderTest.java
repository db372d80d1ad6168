package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xbot.token.Answers.jwt;
import static xbot.token.Answers.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.token.Token;

/** What over HTTP is a row of {@link GenerateFaultsTest} is not repeated here. */
class TokenReaderTest {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    static Stream<String> noTokens() {
        return Stream.of(
                token("c".repeat(257), "t", 3600),
                token("c", "t".repeat(16 * 1024 + 1), 3600),
                token("", "t", 3600),
                token("c", "", 3600),
                token("c c", "t", 3600),
                token("c", "t\\r\\nX-Injected: 1", 3600),
                token("c", "t\\u0000", 3600),
                token("c", "tökén", 3600),
                token("c", "t", "true"),
                token("c", "t", "[3600]"),
                token("c", "t", "4294970896"),
                token("c", "t", "18446744073709555216"),
                token("c", "t", 3600).replace("}", ",\"token\":\"t2\"}"),
                "[".repeat(60_000),
                "null",
                "\"token\"",
                "{}",
                token("c", jwt("{}"), 3600),
                token("c", jwt("{\"conv\":null}"), 3600),
                token("c", jwt("[]"), 3600),
                token("c", jwt(""), 3600),
                token("c", jwt("{\"conv\":\"c\",\"user\":\"binh\"}"), 3600),
                token("c", jwt("{\"conv\":\"c\",\"user\":null}"), 3600),
                token("c", jwt("{\"conv\":\"c\",\"conv\":\"d\"}"), 3600));
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void refusesWhatIsNoTokenForTheUser(String body) {
        assertThatThrownBy(() -> read(body, "an"))
                .isInstanceOf(UpstreamFailure.class)
                .hasMessage("Direct Line did not give a token");
    }

    @Test
    void refusesABodyOverTheLimit() {
        String body = token("c", "t", 3600);

        assertThat(body.length()).isLessThan(1000);
        assertThatThrownBy(() -> read(body + " ".repeat(TokenReader.MAX_SIZE + 1 - body.length()), "an"))
                .isInstanceOf(UpstreamFailure.class);
    }

    @Test
    void takesABodyOfJustTheLimit() throws UpstreamFailure {
        String body = token("c", "t", 3600);

        Token token = read(body + " ".repeat(TokenReader.MAX_SIZE - body.length()), "an");

        assertThat(token).isEqualTo(new Token("c", "t", NOW.plusSeconds(3600), Duration.ofHours(1)));
    }

    @Test
    void asksForNoUserWhereNoneWasSent() throws UpstreamFailure {
        String jwt = jwt("{\"conv\":\"c\",\"user\":\"binh\"}");

        assertThat(read(token("c", jwt, 60), null).value()).isEqualTo(jwt);
    }

    private static Token read(String body, String sentUserId) throws UpstreamFailure {
        return TokenReader.read(body.getBytes(StandardCharsets.UTF_8), sentUserId, NOW);
    }
}
