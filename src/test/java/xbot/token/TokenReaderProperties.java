package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenReaderProperties {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @Property(tries = 500)
    void readsAnyBytesOrRefusesThem(@ForAll byte[] body) {
        readOrRefuse(body);
    }

    @Property(tries = 500)
    void readsAGoodAnswerWithAFlawOrRefusesIt(@ForAll("flawed") String body) {
        readOrRefuse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void peeksIntoAnyTokenOrRefusesIt(@ForAll("tokens") String token) {
        readOrRefuse(Answers.token("c", token, 3600).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> flawed() {
        String good = Answers.token("c", Answers.jwt("{\"conv\":\"c\",\"user\":\"an\"}"), 3600);
        return Combinators.combine(
                        Arbitraries.integers().between(0, good.length() - 1),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.strings().ofMaxLength(5))
                .as((at, cut, insert) ->
                        good.substring(0, at) + insert + good.substring(Math.min(good.length(), at + cut)));
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> part = Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+/!")
                .ofMaxLength(60);
        Arbitrary<String> claims = Arbitraries.strings().ofMaxLength(60).map(Answers::jwt);
        Arbitrary<String> nested = Arbitraries.integers().between(1, 3000).map(n -> Answers.jwt("[".repeat(n)));
        return Arbitraries.oneOf(part.list().ofMaxSize(5).map(parts -> String.join(".", parts)), claims, nested);
    }

    private static void readOrRefuse(byte[] body) {
        long started = System.nanoTime();
        try {
            Token token = TokenReader.read(body, "an", NOW);
            assertThat(token.lifetime()).isBetween(Duration.ofMinutes(1), Duration.ofDays(1));
            assertThat(token.value()).isNotBlank();
            assertThat(token.conversationId()).isNotBlank();
        } catch (UpstreamError refused) {
            assertThat(refused.outcome()).isEqualTo("invalid");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONGEST);
    }
}
