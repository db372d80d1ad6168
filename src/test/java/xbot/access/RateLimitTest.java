package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.contract.Refusal;
import xbot.partners.Partner;
import xbot.partners.Samples;
import xbot.steps.LaterStep;

class RateLimitTest {

    private final TestTime time = new TestTime();
    private final AsyncProcessor limit = step(new PodRates(time));

    @Test
    void refusesTheFirstRequestOverTheRate() throws Exception {
        pass(3, Samples.partner("a4b", Samples.perSecond(3)));

        assertRefused(Samples.partner("a4b", Samples.perSecond(3)));
    }

    @Test
    void tellsWhenToComeBack() throws Exception {
        Partner partner = Samples.partner("a4b", new Partner.Rate(6, Duration.ofMinutes(1)));
        pass(6, partner);
        time.advance(Duration.ofMillis(1500));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> pass(1, partner))
                .withMessage("the rate limit of the partner is reached")
                .satisfies(refusal -> assertThat(refusal.headers())
                        .containsOnly(
                                entry("Retry-After", "9"),
                                entry("RateLimit-Limit", "6"),
                                entry("RateLimit-Remaining", "0"),
                                entry("RateLimit-Reset", "59")));
    }

    @Test
    void letsPassAgainAfterTheTimeThatItTold() throws Exception {
        Partner partner = Samples.partner("a4b", new Partner.Rate(6, Duration.ofMinutes(1)));
        pass(6, partner);

        time.advance(Duration.ofSeconds(10));

        pass(1, partner);
        assertRefused(partner);
    }

    @Test
    void countsEachPartnerByItself() throws Exception {
        pass(1, Samples.partner("a4b", Samples.perSecond(1)));

        pass(1, Samples.partner("travel", Samples.perSecond(1)));

        assertRefused(Samples.partner("a4b", Samples.perSecond(1)));
    }

    @Test
    void beginsAgainWhereTheRateOfThePartnerChanged() throws Exception {
        pass(1, Samples.partner("a4b", Samples.perSecond(1)));

        pass(2, Samples.partner("a4b", Samples.perSecond(2)));

        assertRefused(Samples.partner("a4b", Samples.perSecond(2)));
    }

    @Test
    void letsAllPassOfAPartnerWithoutARate() throws Exception {
        pass(1_000, Samples.partner("a4b", (Partner.Rate) null));
    }

    @Test
    void takesTheLargestRateOfAPartnersFile() throws Exception {
        pass(1_000, Samples.partner("a4b", Samples.perSecond(1_000_000_000)));
    }

    @Test
    void holdsNoThreadWhileOthersAreAsked() {
        CompletableFuture<ConsumptionProbe> answer = new CompletableFuture<>();
        AsyncProcessor asking = step((partner, rate) -> answer);
        Exchange exchange = Samples.exchange();
        exchange.setProperty("partner", Samples.partner("a4b", Samples.perSecond(1)));
        AtomicInteger ended = new AtomicInteger();

        assertThat(asking.process(exchange, done -> ended.incrementAndGet())).isFalse();
        assertThat(ended).hasValue(0);
        answer.complete(ConsumptionProbe.rejected(0, 1, 1));

        assertThat(ended).hasValue(1);
        assertThat(exchange.getException()).isInstanceOf(Refusal.class);
    }

    @Test
    void needsThePartnerFirst() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pass(limit, Samples.exchange()))
                .withMessage("the partner is not known yet: put the step check-keys before this one");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT59.5S, 60"})
    void roundsTheSecondsUp(Duration wait, String seconds) {
        assertThat(RateLimit.refusal(1, wait, wait).headers())
                .contains(entry("Retry-After", seconds), entry("RateLimit-Reset", seconds));
    }

    private void pass(int times, Partner partner) throws Exception {
        for (int i = 0; i < times; i++) {
            Exchange exchange = Samples.exchange();
            exchange.setProperty("partner", partner);
            pass(limit, exchange);
        }
    }

    private static AsyncProcessor step(Rates rates) {
        return new LaterStep(new RateLimit(rates)::pass, Runnable::run);
    }

    private static void pass(AsyncProcessor limit, Exchange exchange) throws Exception {
        limit.process(exchange, done -> {});
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private void assertRefused(Partner partner) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> pass(1, partner));
    }

    private static final class TestTime implements TimeMeter {
        private long nanos;

        void advance(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
