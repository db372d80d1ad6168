package xbot.token.directline;

import io.netty.handler.proxy.ProxyConnectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import xbot.contract.Code;
import xbot.contract.Refusal;

/** Direct Line gave no token. */
public abstract class UpstreamFailure extends Refusal {

    private static final Duration SOON = Duration.ofSeconds(5);

    final Outcome outcome;
    final Duration retryAfter;

    /**
     * @param retryAfter null where Direct Line did not say when to come again
     * @param cause for the log only
     */
    UpstreamFailure(Outcome outcome, Duration retryAfter, Throwable cause) {
        super(
                outcome.code,
                outcome.code.message(),
                outcome.code == Code.UPSTREAM_UNAVAILABLE
                        ? Map.of("Retry-After", seconds(retryAfter == null ? SOON : retryAfter))
                        : Map.of(),
                cause);
        this.outcome = outcome;
        this.retryAfter = retryAfter == null ? SOON : retryAfter;
    }

    static UpstreamFailure of(Outcome outcome) {
        return of(outcome, null, null);
    }

    static UpstreamFailure of(Outcome outcome, Duration retryAfter, Throwable cause) {
        return new UpstreamFailure(outcome, retryAfter, cause) {};
    }

    /** An answer that is no token. */
    static UpstreamFailure invalid(String why) {
        return of(Outcome.INVALID, null, new IllegalArgumentException(why));
    }

    /** What ended an exchange on the wire; a broken answer may end it with an exception of any kind. */
    static UpstreamFailure ofWire(Throwable failure) {
        UpstreamFailure known = of(failure);
        return known == null ? of(Outcome.BROKEN, null, failure) : known;
    }

    /** @return null where it is no failure of Direct Line's or of the way to it, but ours */
    static UpstreamFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamFailure known) {
                return known;
            }
            Outcome outcome = outcomeOf(cause);
            if (outcome != null) {
                return of(outcome, null, failure);
            }
        }
        return null;
    }

    private static Outcome outcomeOf(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return Outcome.TIMEOUT;
        }
        if (cause instanceof ProxyConnectException) {
            return Outcome.PROXY;
        }
        boolean isUnreachable = cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
        return isUnreachable ? Outcome.DOWN : cause instanceof IOException ? Outcome.BROKEN : null;
    }

    /** Rounded up (RFC 9110 10.2.3). */
    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
