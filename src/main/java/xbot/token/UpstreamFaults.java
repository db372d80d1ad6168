package xbot.token;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failed call means. */
final class UpstreamFaults {

    private UpstreamFaults() {}

    /** What ended an exchange with Direct Line on the wire; a broken answer may end it with an exception of any kind. */
    static UpstreamFailure ofWire(Throwable failure) {
        UpstreamFailure known = of(failure);
        return known == null ? UpstreamError.broken(failure) : known;
    }

    /** @return null where it is no failure of Direct Line's or of the way to it, but ours */
    static UpstreamFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamFailure known) {
                return known;
            }
            if (cause instanceof TimeoutException) {
                return new UpstreamTimeout();
            }
            if (isUnreachable(cause)) {
                return UpstreamUnavailable.down(failure);
            }
            if (cause instanceof IOException) {
                return UpstreamError.broken(failure);
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
}
