package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();

    @Test
    void allowsTwoRetriesBeforeAnythingWasEarned() {
        assertThat(spendAll("a4b")).isEqualTo(2);
    }

    @Test
    void earnsARetryWithFiveSuccesses() {
        spendAll("a4b");
        IntStream.range(0, 4).forEach(i -> budget.earn("a4b"));

        assertThat(budget.spend("a4b")).isFalse();
        budget.earn("a4b");
        assertThat(budget.spend("a4b")).isTrue();
        assertThat(budget.spend("a4b")).isFalse();
    }

    @Test
    void keepsAtMostTwentyRetries() {
        IntStream.range(0, 10_000).forEach(i -> budget.earn("a4b"));

        assertThat(spendAll("a4b")).isEqualTo(20);
    }

    @Test
    void isEachPartnersOwn() {
        spendAll("a4b");

        assertThat(budget.spend("shop")).isTrue();
    }

    private int spendAll(String partner) {
        int retries = 0;
        while (budget.spend(partner)) {
            retries++;
        }
        return retries;
    }
}
