package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConductTest {

    private final Conduct before = new Conduct();
    private final Conduct now = new Conduct();

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "500, INTERNAL_ERROR, INTERNAL_ERROR",
                "503, SLIP, SLIP",
                "504, null, 504",
                "502, UPSTREAM_ERROR, null",
                "503, UPSTREAM_UNAVAILABLE, null",
                "429, RATE_LIMITED, null",
                "200, null, null"
            })
    void aFailureIsWhatIsNotTheCallersAndNotDirectLines(int status, String code, String kind) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("code", code);

        assertThat(now.ended(exchange, status)).isEqualTo(kind);
    }

    @Test
    void anotherSystemMayBeTheReasonOfAStatusAndOfABrokenConnection() {
        assertThat(Conduct.mayBeOfOthers(null)).isTrue();
        assertThat(Conduct.mayBeOfOthers(new IOException())).isTrue();
        assertThat(Conduct.mayBeOfOthers(new IllegalStateException())).isFalse();
    }

    @Test
    void failsMoreWithTheFirstFailureOfANewKind() {
        now.failed("new");

        assertThat(now.failsMore("new", false, before)).isTrue();
        assertThat(now.failsMore("new", true, before)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4, 0, false", "5, 0, true", "5, 1, true", "30, 10, false", "31, 10, true"})
    void failsMoreWhenItFailsThreeTimesAsOften(int failures, int failuresBefore, boolean failsMore) {
        answer(now, 100);
        answer(before, 100);
        fail(now, failures);
        fail(before, failuresBefore);

        assertThat(now.failsMore("known", true, before)).isEqualTo(failsMore);
    }

    @ParameterizedTest
    @CsvSource({"100, 300, 20, true", "99, 300, 20, false", "100, 100, 5, false", "100, 300, 200, false"})
    void isSlowerByFarOrNotAtAll(int requests, int millis, int millisBefore, boolean isSlower) {
        for (int i = 0; i < requests; i++) {
            now.took(millis);
        }
        for (int i = 0; i < 100; i++) {
            before.took(millisBefore);
        }

        assertThat(now.slower(before).isPresent()).isEqualTo(isSlower);
    }

    private static void answer(Conduct conduct, int requests) {
        for (int i = 0; i < requests; i++) {
            conduct.ended(new DefaultExchange(new DefaultCamelContext()), 200);
        }
    }

    private static void fail(Conduct conduct, int times) {
        for (int i = 0; i < times; i++) {
            conduct.failed("known");
        }
    }
}
