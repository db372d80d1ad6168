package xbot.routes;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.http.DefaultVertxHttpBinding;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;

/** Calls whose answers end within the time-out of the call, and are no larger than a pod can bear. */
class BoundedCalls extends DefaultVertxHttpBinding {

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
}
