package xbot.routes;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.http.DefaultVertxHttpBinding;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Calls whose answers end within the time-out of the call, and are no larger than a pod can bear. What fails names no query. */
abstract class BoundedCalls extends DefaultVertxHttpBinding {

    private final long maxBytes;

    /** @param maxBytes of an answer's body */
    BoundedCalls(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public HttpRequest<Buffer> prepareHttpRequest(VertxHttpEndpoint endpoint, Exchange exchange) throws Exception {
        return super.prepareHttpRequest(endpoint, exchange)
                .as(new AnswerBody(endpoint.getConfiguration().getTimeout(), maxBytes));
    }

    @Override
    public void handleResponse(
            VertxHttpEndpoint endpoint, Exchange exchange, AsyncResult<HttpResponse<Buffer>> response)
            throws Exception {
        super.handleResponse(endpoint, exchange, response.failed() ? withoutAddress(endpoint, response) : response);
    }

    /** Vert.x names the whole address in a time-out, and its query may be a secret. */
    private static AsyncResult<HttpResponse<Buffer>> withoutAddress(
            VertxHttpEndpoint endpoint, AsyncResult<HttpResponse<Buffer>> response) {
        long timeout = endpoint.getConfiguration().getTimeout();
        return response.cause() instanceof TimeoutException
                ? Future.failedFuture(new TimeoutException("the answer took longer than " + timeout + " ms"))
                : response;
    }

    /** Camel names the whole address too. */
    @Override
    public Throwable handleResponseFailure(VertxHttpEndpoint endpoint, Exchange exchange, HttpResponse<Buffer> response)
            throws Exception {
        Throwable failure = super.handleResponseFailure(endpoint, exchange, response);
        return failure instanceof HttpOperationFailedException status
                ? new HttpOperationFailedException(
                        status.getUri().replaceFirst("\\?.*", ""),
                        status.getStatusCode(),
                        status.getStatusText(),
                        status.getRedirectLocation(),
                        status.getResponseHeaders(),
                        status.getResponseBody())
                : failure;
    }
}
