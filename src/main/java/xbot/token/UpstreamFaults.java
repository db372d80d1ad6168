package xbot.token;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failed call means. */
final class UpstreamFaults {

    private UpstreamFaults() {}

    /** @return null where there is no failure */
    static UpstreamFailure classify(Throwable failure) {
        if (failure == null) {
            return null;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamFailure known) {
                return known;
            }
            if (isUnreachable(cause)) {
                return UpstreamUnavailable.down(failure);
            }
        }
        return UpstreamError.broken(failure);
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException
                || cause instanceof TimeoutException;
    }
}
