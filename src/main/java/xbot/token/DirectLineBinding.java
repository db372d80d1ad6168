package xbot.token;

import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.http.DefaultVertxHttpBinding;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;

/**
 * How camel-vertx-http talks to Direct Line: over connections that outlive a route set, never to an address out of a
 * message header, no redirect followed, the answer's size bounded, and the connection reset when the deadline passes,
 * so that an answer that dribbles ends with it.
 */
final class DirectLineBinding extends DefaultVertxHttpBinding {

    private final Vertx vertx;
    private final WebClient client;

    DirectLineBinding(Vertx vertx, UpstreamProperties properties) {
        this.vertx = vertx;
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("xbot-routes")
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) properties.connectTimeout().toMillis())
                        .setMaxPoolSize(properties.maxConnections())
                        .setKeepAliveTimeout(30)
                        .setMaxHeaderSize(16 * 1024));
        ((WebClientInternal) client).addInterceptor(this::bound);
    }

    @Override
    public HttpRequest<Buffer> prepareHttpRequest(VertxHttpEndpoint endpoint, Exchange exchange) {
        String uri = endpoint.getConfiguration().getHttpUri().toASCIIString();
        long deadline = exchange.getProperty(TokenExchange.DEADLINE_NANOS, Long.MAX_VALUE, Long.class);
        HttpRequest<Buffer> request = client.requestAbs(HttpMethod.POST, uri)
                .connectTimeout(Math.max(1, millisTo(deadline)))
                .as(new BoundedBody(TokenReader.MAX_SIZE, deadline));
        populateRequestHeaders(
                endpoint, exchange, request, endpoint.getConfiguration().getHeaderFilterStrategy());
        MultiMap headers = request.headers();
        if (exchange.getMessage().getBody() == null) {
            headers.remove("Content-Type");
        }
        return request;
    }

    /** Whatever the status is: the step after the call judges it. */
    @Override
    public void handleResponse(
            VertxHttpEndpoint endpoint, Exchange exchange, AsyncResult<HttpResponse<Buffer>> response) {
        if (response.failed()) {
            exchange.setException(UpstreamFaults.ofWire(response.cause()));
            return;
        }
        HttpResponse<Buffer> answer = response.result();
        populateResponseHeaders(exchange, answer, endpoint.getConfiguration().getHeaderFilterStrategy());
        exchange.getMessage()
                .setBody(answer.body() == null ? null : answer.body().getBytes());
    }

    private void bound(HttpContext<?> context) {
        if (context.request().bodyCodec() instanceof BoundedBody body) {
            if (context.phase() == ClientPhase.SEND_REQUEST) {
                long millisLeft = millisTo(body.deadlineNanos());
                if (millisLeft <= 0) {
                    context.fail(new UpstreamTimeout());
                    return;
                }
                // told through the answer as well; without a handler Vert.x logs an ERROR for each
                HttpClientRequest call = context.clientRequest().exceptionHandler(failure -> {});
                long timer = vertx.setTimer(millisLeft, due -> call.reset(0, new UpstreamTimeout()));
                body.onOverflow(() -> call.reset(0, UpstreamError.invalid("the body is over 64 KiB")));
                body.onDone(() -> vertx.cancelTimer(timer));
            } else if (context.phase() == ClientPhase.DISPATCH_RESPONSE || context.phase() == ClientPhase.FAILURE) {
                body.done();
            }
        }
        context.next();
    }

    private static long millisTo(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }
}
