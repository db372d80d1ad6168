package xbot.tools.cases;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.impl.HttpResponseImpl;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;
import org.apache.camel.http.base.HttpHelper;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.PluginHelper;
import xbot.contract.ExchangeProperties;

/**
 * Does to a message what the endpoint of a mocked step would have done; time passes on the clock of the case only.
 *
 * <p>An answer over vertx-http goes through that component's own code, with the binding of the endpoint. What an
 * endpoint would do that cannot be known is refused.
 */
final class MockAnswerer {

    /** What Direct Line answers is judged by the step after the call, and its deadline is the request's. */
    private static final String DIRECT_LINE = "directline:";

    /** A mock says what cannot be. */
    static final class UnknownAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        UnknownAnswer(String message) {
            super(message);
        }
    }

    private final MovableClock clock;
    private Duration passed = Duration.ZERO;

    MockAnswerer(MovableClock clock) {
        this.clock = clock;
    }

    /** A request begins: none of its time has passed. */
    void begin() {
        passed = Duration.ZERO;
    }

    void pass(Duration duration) {
        passed = passed.plus(duration);
        clock.move(duration);
    }

    /** @param endpoint null where the step calls none */
    void answer(Exchange exchange, Endpoint endpoint, RouteCase.MockAnswer answer) throws Exception {
        Optional<Exception> failure = failure(exchange, endpoint, answer);
        if (endpoint instanceof VertxHttpEndpoint http) {
            http.getConfiguration()
                    .getVertxHttpBinding()
                    .handleResponse(
                            http,
                            exchange,
                            failure.isPresent()
                                    ? Future.failedFuture(failure.get())
                                    : Future.succeededFuture(response(answer)));
        } else if (failure.isPresent()) {
            throw failure.get();
        } else {
            answer(exchange.getMessage(), endpoint, answer);
        }
    }

    private Optional<Exception> failure(Exchange exchange, Endpoint endpoint, RouteCase.MockAnswer answer) {
        Optional<Duration> limit = limit(exchange, endpoint);
        if (answer.fault() == RouteCase.Fault.TIMEOUT
                || limit.filter(time -> answer.delay().compareTo(time) >= 0).isPresent()) {
            pass(limit.orElse(Duration.ZERO));
            return Optional.of(new TimeoutException("the call timed out"));
        }
        pass(answer.delay());
        if (answer.fault() == RouteCase.Fault.CONNECTION_REFUSED) {
            return Optional.of(new ConnectException("Connection refused"));
        }
        return answer.fault() == RouteCase.Fault.RESET
                ? Optional.of(new IOException("Connection reset by peer"))
                : Optional.empty();
    }

    /** How long the call may take. */
    private Optional<Duration> limit(Exchange exchange, Endpoint endpoint) {
        Long deadline = exchange.getProperty(ExchangeProperties.UPSTREAM_DEADLINE_NANOS, Long.class);
        if (isDirectLine(endpoint) && deadline != null) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime()).minus(passed);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        }
        return endpoint instanceof VertxHttpEndpoint http
                        && http.getConfiguration().getTimeout() > 0
                ? Optional.of(Duration.ofMillis(http.getConfiguration().getTimeout()))
                : Optional.empty();
    }

    private static HttpResponse<Buffer> response(RouteCase.MockAnswer answer) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
        return new HttpResponseImpl<>(
                HttpVersion.HTTP_1_1,
                answer.status() == null ? 200 : answer.status(),
                "",
                headers,
                MultiMap.caseInsensitiveMultiMap(),
                headers.getAll("Set-Cookie"),
                answer.bytes() == null ? null : Buffer.buffer(answer.bytes()),
                List.of());
    }

    private static void answer(Message message, Endpoint endpoint, RouteCase.MockAnswer answer) throws Exception {
        Integer status = answer.status();
        boolean judged = status != null && endpoint != null && endpoint.isRemote() && !isDirectLine(endpoint);
        if (judged && isFailure(message, endpoint, status)) {
            Map<String, String> headers = new TreeMap<>(answer.headers());
            String body = answer.bytes() == null ? null : new String(answer.bytes(), StandardCharsets.UTF_8);
            throw new HttpOperationFailedException(
                    endpoint.getEndpointBaseUri(), status, null, headers.get("Location"), headers, body);
        }
        if (isDirectLine(endpoint)) {
            message.removeHeaders("*");
        }
        message.setBody(answer.bytes());
        answer.headers().forEach(message::setHeader);
        if (status != null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        }
    }

    private static boolean isDirectLine(Endpoint endpoint) {
        return endpoint != null && endpoint.getEndpointUri().startsWith(DIRECT_LINE);
    }

    /** By the options that Camel's HTTP components share. */
    private static boolean isFailure(Message message, Endpoint endpoint, int status) throws UnknownAnswer {
        Object throwing = option(message, endpoint, "throwExceptionOnFailure");
        if (throwing == null && (status < 200 || status > 299)) {
            String scheme = endpoint.getEndpointUri().replaceFirst(":.*", "");
            throw new UnknownAnswer("calls " + scheme + ", and what that makes of status " + status
                    + " is not known: give a body or a fault");
        }
        Object range = option(message, endpoint, "okStatusCodeRange");
        return Boolean.TRUE.equals(throwing)
                && !HttpHelper.isStatusCodeOk(status, range == null ? "200-299" : range.toString());
    }

    private static Object option(Message message, Endpoint endpoint, String name) {
        return PluginHelper.getBeanIntrospection(message.getExchange().getContext())
                .getOrElseProperty(endpoint, name, null, false);
    }
}
