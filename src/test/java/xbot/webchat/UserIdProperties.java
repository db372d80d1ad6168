package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No two users share a user id or a token. */
class UserIdProperties {

    record User(String partnerId, String prefix, String id) {
        String userId() {
            return InitRequestCheck.userId(prefix, id);
        }

        String tokenKey() {
            return InitRequestCheck.tokenKey(partnerId, userId());
        }
    }

    @Example
    void looksLikeTheOneOfTheContract() {
        User user = new User("a4b", "XCHATBOT.A4B.WEBCHAT", "nguyenvana");

        assertThat(user.userId()).isEqualTo("XCHATBOT.A4B.WEBCHAT.nguyenvana");
        assertThat(user.tokenKey()).isEqualTo("a4b/XCHATBOT.A4B.WEBCHAT.nguyenvana");
    }

    @Property
    void givesDifferentUsersDifferentUserIds(@ForAll("users") User one, @ForAll("users") User other) {
        Assume.that(mayBothBe(one.prefix(), other.prefix()));

        boolean same = one.prefix().equals(other.prefix()) && one.id().equals(other.id());

        assertThat(one.userId().equals(other.userId())).isEqualTo(same);
    }

    @Property
    void givesDifferentUsersDifferentTokenKeys(@ForAll("users") User one, @ForAll("users") User other) {
        Assume.that(one.partnerId().equals(other.partnerId()) == one.prefix().equals(other.prefix()));

        boolean same = one.partnerId().equals(other.partnerId()) && one.id().equals(other.id());

        assertThat(one.tokenKey().equals(other.tokenKey())).isEqualTo(same);
    }

    /** Why one prefix must not be the start of another: the property above could fail. */
    @Example
    void wouldMixUpUsersIfOnePrefixWereTheStartOfAnother() {
        assertThat(mayBothBe("X", "X.a")).isFalse();
        assertThat(InitRequestCheck.userId("X", "a.b")).isEqualTo(InitRequestCheck.userId("X.a", "b"));
    }

    private static boolean mayBothBe(String prefix, String other) {
        return !prefix.startsWith(other + ".") && !other.startsWith(prefix + ".");
    }

    /** Of so few characters that what can be mixed up is. */
    @Provide
    Arbitrary<User> users() {
        Arbitrary<String> partnerIds =
                Arbitraries.strings().withChars("a-").ofMinLength(1).ofMaxLength(2);
        Arbitrary<String> names =
                Arbitraries.strings().withChars("a.").ofMinLength(1).ofMaxLength(4);
        return Combinators.combine(partnerIds, names, names).as(User::new);
    }
}
