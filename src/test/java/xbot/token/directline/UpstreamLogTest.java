package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import xbot.contract.ExchangeProperties;
import xbot.tools.cases.MovableClock;

class UpstreamLogTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    private final Logger logger = (Logger) LoggerFactory.getLogger("xbot.upstream");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UpstreamLog log = new UpstreamLog(meters, clock);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsAKindOfFailureOnceInTenSecondsAndHowOftenItCameMeanwhile() {
        for (int i = 0; i < 1000; i++) {
            log.record("a4b", attempt("generate"), UpstreamFailure.of(Outcome.SECRET_REFUSED), 1);
        }
        clock.move(Duration.ofSeconds(10));
        log.record("a4b", attempt("generate"), UpstreamFailure.of(Outcome.SECRET_REFUSED), 1);

        assertThat(lines.list).hasSize(2);
        assertThat(values(0)).containsEntry("sameSinceLastLine", "0").containsEntry("outcome", "refused");
        assertThat(values(1)).containsEntry("sameSinceLastLine", "999");
        assertThat(meters.get("xbot.upstream").timer().count()).isEqualTo(1001);
    }

    @Test
    void tellsEachKindOfFailureApart() {
        log.record("a4b", attempt("generate"), UpstreamFailure.of(Outcome.SECRET_REFUSED), 1);
        log.record("a4b", attempt("generate"), UpstreamFailure.of(Outcome.TIMEOUT), 1);
        log.record("a4b", attempt("refresh"), UpstreamFailure.of(Outcome.TIMEOUT), 1);
        log.record("shop", attempt("refresh"), UpstreamFailure.of(Outcome.TIMEOUT), 1);

        assertThat(lines.list).hasSize(4);
    }

    @Test
    void isSilentAboutSuccess() {
        log.record("a4b", attempt("generate"), null, 1);

        assertThat(lines.list).isEmpty();
        assertThat(meters.get("xbot.upstream").tag("outcome", "ok").timer().count())
                .isEqualTo(1);
    }

    @Test
    void stripsAndCutsWhatComesFromOutside() {
        Exchange attempt = attempt("generate");
        attempt.getMessage().setHeader("x-ms-request-id", "ms-1\n2026 ERROR forged \u001b[31m" + "x".repeat(5000));

        log.record(
                "a4b", attempt, UpstreamFailure.of(Outcome.BROKEN, null, new IllegalStateException("bad\r\nline")), 1);

        assertThat(values(0).get("microsoftRequestId"))
                .startsWith("ms-1?2026 ERROR forged ?[31mx")
                .hasSize(200);
        assertThat(values(0)).containsEntry("cause", "IllegalStateException: bad??line");
    }

    private static Exchange attempt(String call) {
        Exchange attempt = new DefaultExchange(CAMEL);
        attempt.setProperty(ExchangeProperties.UPSTREAM_CALL, call);
        attempt.setProperty("requestId", "r-1");
        return attempt;
    }

    private Map<String, String> values(int line) {
        return lines.list.get(line).getKeyValuePairs().stream()
                .filter(pair -> pair.value != null)
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value.toString()));
    }
}
