package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
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

class UpstreamFailureTest {

    static Stream<Arguments> faults() {
        UpstreamFailure refused = UpstreamFailure.of(Outcome.SECRET_REFUSED);
        return Stream.of(
                Arguments.of(new ConnectException("refused"), "down"),
                Arguments.of(new ConnectTimeoutException("no answer"), "down"),
                Arguments.of(new NoRouteToHostException(), "down"),
                Arguments.of(new UnknownHostException("directline.invalid"), "down"),
                Arguments.of(new SSLHandshakeException("expired"), "down"),
                Arguments.of(new ProxyConnectException("407"), "proxy"),
                Arguments.of(new TimeoutException("no connection"), "timeout"),
                Arguments.of(new IOException("Connection reset"), "broken"),
                Arguments.of(new RuntimeException(new ConnectException("refused")), "down"),
                Arguments.of(new RuntimeException(UpstreamFailure.of(Outcome.TIMEOUT)), "timeout"),
                Arguments.of(new RuntimeException(refused), "refused"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void knowsAFaultThatItsCauseTells(Throwable failure, String outcome) {
        assertThat(UpstreamFailure.of(failure).outcome.label).isEqualTo(outcome);
        assertThat(UpstreamFailure.ofWire(failure).outcome.label).isEqualTo(outcome);
    }

    @Test
    void takesWhateverEndsAnAnswerForABrokenConnection() {
        UpstreamFailure failure = UpstreamFailure.ofWire(new NumberFormatException("chunk size"));

        assertThat(failure.outcome).isEqualTo(Outcome.BROKEN);
        assertThat(failure.outcome.repeat).isEqualTo(Outcome.Repeat.WHERE_NOTHING_IS_LOST);
        assertThat(failure.getMessage()).doesNotContain("chunk");
    }

    @Test
    void leavesOurOwnFaultsAlone() {
        assertThat(UpstreamFailure.of(new NullPointerException())).isNull();
        assertThat(UpstreamFailure.of((Throwable) null)).isNull();
    }
}
