package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whichever tokens of a user pods see, in whichever order: all of them come to the same. */
class TokenOrderProperties {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    @Property
    void theOrderIsOne(@ForAll("tokens") Token a, @ForAll("tokens") Token b, @ForAll("tokens") Token c) {
        assertThat(a.staysInsteadOf(b) && b.staysInsteadOf(a)).isFalse();
        if (a.staysInsteadOf(b) && b.staysInsteadOf(c)) {
            assertThat(a.staysInsteadOf(c)).isTrue();
        }
    }

    @Property
    void theSameOneStaysInAnyOrderOfArrival(
            @ForAll @Size(min = 1, max = 6) List<@From("tokens") Token> tokens, @ForAll Random random) {
        Token expected = merged(tokens);

        Collections.shuffle(tokens, random);
        tokens.add(tokens.get(0));

        assertThat(merged(tokens).rank()).isEqualTo(expected.rank());
    }

    @Property
    void whatIsAskedForEndsWhatIsKnown(@ForAll("tokens") Token known) {
        Token asked = token("another", 0).after(known, true);

        assertThat(asked.staysInsteadOf(known)).isTrue();
    }

    @Property
    void aRefreshedTokenStaysInItsConversation(@ForAll("tokens") Token known) {
        Token refreshed = token(known.conversationId(), 60).after(known, false);

        assertThat(refreshed.staysInsteadOf(known)).isTrue();
        assertThat(refreshed.began()).isEqualTo(known.began());
    }

    private static Token merged(List<Token> tokens) {
        Token kept = tokens.get(0);
        for (Token token : tokens) {
            kept = token.staysInsteadOf(kept) ? token : kept;
        }
        return kept;
    }

    /** Of few conversations and moments, so that they are often alike. */
    @Provide
    Arbitrary<Token> tokens() {
        return Combinators.combine(
                        Arbitraries.of("c1", "c2", "c3", "c4"),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.of(true, false))
                .as((conversation, second, isAskedFor) ->
                        token(conversation, second).after(null, isAskedFor));
    }

    private static Token token(String conversation, long second) {
        Duration hour = Duration.ofHours(1);
        return new Token(conversation, "t", NOW.plusSeconds(second).plus(hour), hour);
    }
}
