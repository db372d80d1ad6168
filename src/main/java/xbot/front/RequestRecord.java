package xbot.front;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import xbot.trace.RequestTrace;

/** One request on its way through the pod: what its answer, its log line and its metrics need. */
final class RequestRecord {

    final String requestId;
    final String peer;
    final CallerConnection connection;
    final long startNanos = System.nanoTime();
    String route = "none";
    String partner = "none";
    String gatewayKeyId;
    String partnerKeyId;
    String clientIp;
    String code = "NONE";
    int upstreamCalls;

    /** Null where it is not traced. */
    RequestTrace trace;

    private Runnable onClose;
    private boolean inRoute;
    private boolean ended;

    RequestRecord(String requestId, String peer, CallerConnection connection) {
        this.requestId = requestId;
        this.peer = peer;
        this.connection = connection;
    }

    static RequestRecord of(HttpServerRequest request, CallerConnection connection) {
        String given = request.getHeader("X-Request-Id");
        SocketAddress peer = request.remoteAddress();
        // a caller that is gone already may have no address any more
        return new RequestRecord(
                isRequestId(given) ? given : newRequestId(), peer == null ? "" : peer.hostAddress(), connection);
    }

    /** Ties this record to the Vert.x context of its request. */
    void open() {
        Vertx.currentContext().putLocal(RequestRecord.class, this);
    }

    static RequestRecord current() {
        Context context = Vertx.currentContext();
        return context.getLocal(RequestRecord.class);
    }

    /** What is to be done once, when the request is answered, or its caller gone, and no route has it. */
    void onClose(Runnable close) {
        onClose = close;
    }

    /** A route has it; it stays open until the route is done, even if its caller goes. */
    void enterRoute() {
        inRoute = true;
    }

    void leaveRoute() {
        inRoute = false;
        closeIfDone();
    }

    /** The answer is out or its caller is gone. */
    void end() {
        ended = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (ended && !inRoute && onClose != null) {
            Runnable close = onClose;
            onClose = null;
            close.run();
        }
    }

    /** Takes over what the route found out. */
    void read(Exchange exchange) {
        route = Objects.requireNonNullElse(exchange.getFromRouteId(), route);
        partner = exchange.getProperty(ExchangeProperties.PARTNER_ID, partner, String.class);
        gatewayKeyId = exchange.getProperty(ExchangeProperties.GATEWAY_KEY_ID, String.class);
        partnerKeyId = exchange.getProperty(ExchangeProperties.PARTNER_KEY_ID, String.class);
        clientIp = exchange.getProperty(ExchangeProperties.CLIENT_IP, String.class);
        code = exchange.getProperty(ExchangeProperties.CODE, "OK", String.class);
        upstreamCalls = exchange.getProperty(ExchangeProperties.UPSTREAM_CALLS, 0, Integer.class);
    }

    static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    static boolean isRequestId(String id) {
        if (id == null || id.isEmpty() || id.length() > 64) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!word && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
