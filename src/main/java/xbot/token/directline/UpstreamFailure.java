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

    private final Outcome outcome;
    private final Duration retryAfter;

    UpstreamFailure(Outcome outcome, Duration retryAfter, Throwable cause) {
        super(outcome.code(), outcome.code().message(), headers(outcome, retryAfter), cause);
        this.outcome = outcome;
        this.retryAfter = retryAfter;
    }

    public static UpstreamFailure of(Outcome outcome) {
        return of(outcome, SOON, null);
    }

    /** @param cause for the log only */
    static UpstreamFailure of(Outcome outcome, Throwable cause) {
        return of(outcome, SOON, cause);
    }

    /** @param retryAfter null where Direct Line did not say when to come again */
    static UpstreamFailure of(Outcome outcome, Duration retryAfter) {
        return of(outcome, retryAfter == null ? SOON : retryAfter, null);
    }

    /** An answer that is no token. */
    static UpstreamFailure invalid(String why) {
        return of(Outcome.INVALID, new IllegalArgumentException(why));
    }

    private static UpstreamFailure of(Outcome outcome, Duration retryAfter, Throwable cause) {
        return new UpstreamFailure(outcome, retryAfter, cause) {};
    }

    /** What ended an exchange on the wire; a broken answer may end it with an exception of any kind. */
    static UpstreamFailure ofWire(Throwable failure) {
        UpstreamFailure known = of(failure);
        return known == null ? of(Outcome.BROKEN, failure) : known;
    }

    /** @return null where it is no failure of Direct Line's or of the way to it, but ours */
    static UpstreamFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamFailure known) {
                return known;
            }
            if (cause instanceof TimeoutException) {
                return of(Outcome.TIMEOUT);
            }
            if (cause instanceof ProxyConnectException) {
                return of(Outcome.PROXY, failure);
            }
            if (isUnreachable(cause)) {
                return of(Outcome.DOWN, failure);
            }
            if (cause instanceof IOException) {
                return of(Outcome.BROKEN, failure);
            }
        }
        return null;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
    }

    /** {@code Retry-After} in whole seconds, rounded up (RFC 9110 10.2.3). */
    private static Map<String, String> headers(Outcome outcome, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return outcome.code() == Code.UPSTREAM_UNAVAILABLE ? Map.of("Retry-After", Long.toString(seconds)) : Map.of();
    }

    public final Outcome outcome() {
        return outcome;
    }

    final Duration retryAfter() {
        return retryAfter;
    }
}
