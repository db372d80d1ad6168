package xbot.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts connections that take longer than a limit to deliver a complete request. Vert.x's own idle time-out starts again
 * with every byte, so a caller that dribbles would hold a connection for ever.
 */
final class SlowCallers {

    /** What a connection owes us, and until when. */
    private static final class Debt {
        private static final long NONE = Long.MAX_VALUE;
        volatile long dueNanos;
        volatile HttpServerRequest unread;
        volatile Context context;
    }

    private final Map<HttpConnection, Debt> debts = new ConcurrentHashMap<>();
    private final long limitNanos;

    SlowCallers(Vertx vertx, Duration limit) {
        limitNanos = limit.toNanos();
        vertx.setPeriodic(Math.max(100, limit.toMillis() / 20), tick -> sweep(System.nanoTime()));
    }

    int connections() {
        return debts.size();
    }

    void connected(HttpConnection connection) {
        Debt debt = new Debt();
        await(debt, null);
        debts.put(connection, debt);
        connection.closeHandler(closed -> debts.remove(connection));
    }

    /** The head is complete; the body may still be on its way. */
    void headArrived(HttpServerRequest request) {
        Debt debt = debts.get(request.connection());
        if (debt != null && request.isEnded()) {
            settle(debt);
        } else if (debt != null) {
            await(debt, request);
        }
    }

    void bodyArrived(HttpServerRequest request) {
        Debt debt = debts.get(request.connection());
        if (debt != null) {
            settle(debt);
        }
    }

    /** The answer is out; the next request may come. */
    void answered(HttpServerRequest request) {
        Debt debt = debts.get(request.connection());
        if (debt != null) {
            await(debt, null);
        }
    }

    private void await(Debt debt, HttpServerRequest unread) {
        debt.unread = unread;
        debt.context = Vertx.currentContext();
        debt.dueNanos = System.nanoTime() + limitNanos;
    }

    private static void settle(Debt debt) {
        debt.unread = null;
        debt.dueNanos = Debt.NONE;
    }

    private void sweep(long now) {
        debts.forEach((connection, debt) -> {
            if (debt.dueNanos != Debt.NONE && now - debt.dueNanos > 0) {
                cut(connection, debt.unread, debt.context);
                settle(debt);
            }
        });
    }

    private static void cut(HttpConnection connection, HttpServerRequest unread, Context context) {
        if (unread == null || unread.response().headWritten()) {
            connection.close();
        } else {
            context.runOnContext(due -> Answer.refuse(unread, TransportRefusal.REQUEST_TIMEOUT));
        }
    }
}
