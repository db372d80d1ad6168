package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map.Entry;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import xbot.Mutations;
import xbot.WorstTexts;
import xbot.token.Answers;
import xbot.token.Token;

class TokenReaderProperties {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    @Property
    void readsAnyBytesOrRefusesThem(@ForAll byte[] body) {
        readOrRefuse(body);
    }

    @Property
    void readsAGoodAnswerWithAFlawOrRefusesIt(@ForAll("flawed") byte[] body) {
        readOrRefuse(body);
    }

    @Property
    void peeksIntoAnyTokenOrRefusesIt(@ForAll("tokens") String token) {
        readOrRefuse(Answers.token("c", token, 3600).getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void peeksIntoATokenWithAFlawOrRefusesIt(@ForAll("flawedClaims") byte[] claims) {
        readOrRefuse(Answers.token("c", jwt(claims), 3600).getBytes(StandardCharsets.UTF_8));
    }

    /** As long as an answer may be; outside of the token and inside of it. */
    @Example
    void theWorstTextsAreRefusedInTime() {
        Stream<String> around = WorstTexts.of(TokenReader.MAX_SIZE - 50).map(Entry::getValue);
        Stream<String> within = WorstTexts.of(16_000).map(worst -> Answers.token("c", worst.getValue(), 3600));
        Stream<String> claims = WorstTexts.of(12_000 - 50)
                .map(worst -> Answers.token("c", jwt(worst.getValue().getBytes(StandardCharsets.UTF_8)), 3600));

        Stream.of(around, within, claims).flatMap(all -> all).forEach(body -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            assertTimeoutPreemptively(WorstTexts.LIMIT, () -> {
                for (int i = 0; i < 20; i++) {
                    readOrRefuse(bytes);
                }
            });
        });
    }

    @Provide
    Arbitrary<byte[]> flawed() {
        return Mutations.of(Answers.token("c", Answers.jwt("{\"conv\":\"c\",\"user\":\"an\"}"), 3600));
    }

    @Provide
    Arbitrary<byte[]> flawedClaims() {
        return Mutations.of("{\"conv\":\"c\",\"user\":\"an\",\"exp\":1,\"aud\":[\"x\",{\"y\":null}]}");
    }

    private static String jwt(byte[] claims) {
        String header = Base64.getUrlEncoder().encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims) + ".x";
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> part = Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+/!")
                .ofMaxLength(60);
        Arbitrary<String> claims = Arbitraries.strings().ofMaxLength(60).map(Answers::jwt);
        Arbitrary<String> nested = Arbitraries.integers().between(1, 3000).map(n -> Answers.jwt("[".repeat(n)));
        Arbitrary<String> cut = Arbitraries.integers()
                .between(1, 60)
                .map(length -> Answers.jwt("{\"conv\":\"c\"}").substring(0, length));
        return Arbitraries.oneOf(part.list().ofMaxSize(5).map(parts -> String.join(".", parts)), claims, nested, cut);
    }

    private static void readOrRefuse(byte[] body) {
        try {
            Token token = TokenReader.read(body, "an", NOW);
            assertThat(token.lifetime()).isBetween(Duration.ofMinutes(1), Duration.ofDays(1));
            assertThat(token.value()).isNotBlank();
            assertThat(token.conversationId()).isNotBlank();
        } catch (UpstreamFailure refused) {
            assertThat(refused.outcome).isEqualTo(Outcome.INVALID);
        }
    }
}
