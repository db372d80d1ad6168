package xbot.front;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;
import xbot.front.strict.CallerConnection;
import xbot.trace.RequestTrace;

/** One request from its arrival to its answer, with what its log line and its metrics need. */
final class ServedRequest {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Set<Integer> LEAVES_CONNECTION = Set.of(404, 405, 500);

    final HttpServerRequest http;
    final CallerConnection connection;
    final String id;
    final String peer;
    final long startNanos = System.nanoTime();
    String route = "none";
    String partner = "none";
    String gatewayKeyId;
    String partnerKeyId;
    String clientIp;
    String code = "NONE";
    int upstreamCalls;

    /** Why it was refused, where the code does not say it; else null. */
    String reason;

    /** Null where it is not traced. */
    RequestTrace trace;

    /** Null where no routes are asked. */
    Routes.Visit visit;

    private final Consumer<ServedRequest> close;
    private boolean inRoute;
    private boolean ended;
    private boolean closed;

    /** The connection ends with its answer. */
    private boolean isLast;

    /** @param close is called once, when it is answered, or its caller gone, and no route has it */
    ServedRequest(HttpServerRequest http, CallerConnection connection, Consumer<ServedRequest> close) {
        this.http = http;
        this.connection = connection;
        this.close = close;
        String given = http.getHeader("X-Request-Id");
        this.id = isRequestId(given) ? given : newRequestId();
        SocketAddress address = http.remoteAddress();
        // a caller that is gone already may have no address any more
        this.peer = address == null ? "" : address.hostAddress();
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
        if (ended && !inRoute && !closed) {
            closed = true;
            close.accept(this);
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
        reason = exchange.getProperty(ExchangeProperties.REASON, String.class);
        upstreamCalls = exchange.getProperty(ExchangeProperties.UPSTREAM_CALLS, 0, Integer.class);
    }

    void refuse(Refusal refusal) {
        if (isUnanswered()) {
            answer(refusal(refusal));
        }
    }

    /** A refusal of the server's own; the connection stays only where the request itself was well-formed. */
    Answer refusal(Refusal refusal) {
        code = refusal.code();
        isLast = !LEAVES_CONNECTION.contains(refusal.status());
        return Answer.of(refusal, id);
    }

    /**
     * Sends the answer, unless there is one, and ends the connection too where its next bytes cannot be trusted or are
     * not wanted. For the event loop of the request.
     */
    void answer(Answer answer) {
        if (!isUnanswered()) {
            return;
        }
        HttpServerResponse response = http.response().setStatusCode(answer.status());
        response.headers().setAll(answer.headers());
        Buffer body = Buffer.buffer(answer.body());
        isLast |= connection.isRetiring() || !http.isEnded() && TransportRules.hasBody(http);
        if (!isLast) {
            response.end(body);
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        connection.ignoreWhatFollows();
        response.end(body).onComplete(sent -> connection.closeGently());
    }

    private boolean isUnanswered() {
        HttpServerResponse response = http.response();
        return !response.headWritten() && !response.ended() && !response.closed();
    }

    static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    static boolean isRequestId(String id) {
        return id != null && REQUEST_ID.matcher(id).matches();
    }
}
