package xbot.routes;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;

/**
 * Calls the address that the header {@code CamelHttpUri} has, as it is written: vertx-http by itself decodes and orders
 * the query anew, and a signed address is then another one. What fails names the endpoint and not the address, which may
 * hold a signature.
 */
final class ExactAddress extends BoundedCalls {

    ExactAddress(long maxBytes) {
        super(maxBytes);
    }

    @Override
    public HttpRequest<Buffer> prepareHttpRequest(VertxHttpEndpoint endpoint, Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Object address = message.removeHeader(Exchange.HTTP_URI);
        // all but the address is as for any other call
        HttpRequest<Buffer> request = super.prepareHttpRequest(endpoint, exchange);
        message.setHeader(Exchange.HTTP_URI, address);
        URI uri = parse(address);
        boolean ssl = "https".equalsIgnoreCase(uri.getScheme());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return request.ssl(ssl)
                .host(uri.getHost())
                .port(uri.getPort() >= 0 ? uri.getPort() : ssl ? 443 : 80)
                .uri(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private static URI parse(Object address) {
        try {
            URI uri = new URI(String.valueOf(address));
            if (uri.getHost() != null && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, without the address
        }
        throw new IllegalArgumentException("the header " + Exchange.HTTP_URI + " has no http or https address");
    }

    @Override
    public void handleResponse(
            VertxHttpEndpoint endpoint, Exchange exchange, AsyncResult<HttpResponse<Buffer>> response)
            throws Exception {
        Object address = exchange.getMessage().removeHeader(Exchange.HTTP_URI);
        super.handleResponse(endpoint, exchange, response);
        // for a repetition
        exchange.getMessage().setHeader(Exchange.HTTP_URI, address);
    }
}
