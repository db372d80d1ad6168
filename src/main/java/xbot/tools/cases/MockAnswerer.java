package xbot.tools.cases;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import xbot.contract.ExchangeProperties;
import xbot.token.directline.Outcome;
import xbot.token.directline.UpstreamFailure;

/** Puts the answer of a mock into the message, as the endpoint would have; time passes on the clock of the case only. */
final class MockAnswerer {

    private final MovableClock clock;
    private Duration passed = Duration.ZERO;

    MockAnswerer(MovableClock clock) {
        this.clock = clock;
    }

    /** A request begins: none of its time has passed. */
    void begin() {
        passed = Duration.ZERO;
    }

    void answer(Exchange exchange, RouteCase.MockAnswer answer) throws IOException, TimeoutException, UpstreamFailure {
        if (answer.fault() == RouteCase.Fault.TIMEOUT) {
            timeOut(exchange);
        }
        Long deadline = exchange.getProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, Long.class);
        if (deadline != null && answer.delay().compareTo(left(deadline)) >= 0) {
            timeOut(exchange);
        }
        pass(answer.delay());
        if (answer.fault() == RouteCase.Fault.CONNECTION_REFUSED) {
            throw new ConnectException("Connection refused");
        }
        if (answer.fault() == RouteCase.Fault.RESET) {
            throw new IOException("Connection reset by peer");
        }
        Message message = exchange.getMessage();
        message.setBody(answer.body());
        answer.headers().forEach(message::setHeader);
        if (answer.status() != null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        }
    }

    /** What a call that hangs comes to: its connection is reset at the deadline. */
    private void timeOut(Exchange exchange) throws TimeoutException, UpstreamFailure {
        Long deadline = exchange.getProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, Long.class);
        if (deadline == null) {
            throw new TimeoutException("the call timed out");
        }
        pass(left(deadline));
        throw UpstreamFailure.of(Outcome.TIMEOUT);
    }

    private Duration left(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime()).minus(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void pass(Duration duration) {
        passed = passed.plus(duration);
        clock.move(duration);
    }
}
