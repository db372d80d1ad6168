package xbot.token.directline;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to Direct Line: how old it is, and whether it may carry one more call. For the client's event loop. */
final class UpstreamConnection {

    private final Vertx vertx;
    private final HttpConnection connection;
    private final long bornNanos = System.nanoTime();
    private final long maxAgeNanos;
    private boolean isBusy;
    private boolean isUnfit;
    private final AtomicInteger calls = new AtomicInteger();

    UpstreamConnection(Vertx vertx, HttpConnection connection, long maxAgeNanos) {
        this.vertx = vertx;
        this.connection = connection;
        this.maxAgeNanos = maxAgeNanos;
    }

    /** @return false where the connection has had its time: it is closed, and the call needs another */
    boolean begin() {
        if (isUnfit || System.nanoTime() - bornNanos > maxAgeNanos) {
            connection.close();
            return false;
        }
        calls.incrementAndGet();
        isBusy = true;
        return true;
    }

    void end() {
        isBusy = false;
        if (isUnfit) {
            connection.close();
        }
    }

    /** It carried calls before the last one. */
    boolean isReused() {
        return calls.get() > 1;
    }

    /** Lets it carry no further call; from any thread. */
    void discard() {
        vertx.runOnContext(now -> {
            isUnfit = true;
            if (!isBusy) {
                connection.close();
            }
        });
    }
}
