package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamFaultsTest {

    static Stream<Arguments> faults() {
        UpstreamError refused = UpstreamError.refused();
        return Stream.of(
                Arguments.of(new ConnectException("refused"), "down"),
                Arguments.of(new ConnectTimeoutException("no answer"), "down"),
                Arguments.of(new NoRouteToHostException(), "down"),
                Arguments.of(new UnknownHostException("directline.invalid"), "down"),
                Arguments.of(new SSLHandshakeException("expired"), "down"),
                Arguments.of(new TimeoutException("no connection"), "timeout"),
                Arguments.of(new IOException("Connection reset"), "broken"),
                Arguments.of(new RuntimeException(new ConnectException("refused")), "down"),
                Arguments.of(new RuntimeException(new UpstreamTimeout()), "timeout"),
                Arguments.of(new RuntimeException(refused), "refused"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void knowsAFaultThatItsCauseTells(Throwable failure, String outcome) {
        assertThat(UpstreamFaults.of(failure).outcome()).isEqualTo(outcome);
        assertThat(UpstreamFaults.ofWire(failure).outcome()).isEqualTo(outcome);
    }

    @Test
    void takesWhateverEndsAnAnswerForABrokenConnection() {
        UpstreamFailure failure = UpstreamFaults.ofWire(new NumberFormatException("chunk size"));

        assertThat(failure.outcome()).isEqualTo("broken");
        assertThat(failure.isWorthRetrying()).isTrue();
        assertThat(failure.getMessage()).doesNotContain("chunk");
    }

    @Test
    void leavesOurOwnFaultsAlone() {
        assertThat(UpstreamFaults.of(new NullPointerException())).isNull();
        assertThat(UpstreamFaults.of(null)).isNull();
    }
}
