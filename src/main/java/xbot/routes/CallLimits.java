package xbot.routes;

import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import org.apache.camel.Endpoint;
import org.apache.camel.component.vertx.http.DefaultVertxHttpBinding;
import org.apache.camel.component.vertx.http.VertxHttpConfiguration;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * What a {@code vertx-http} endpoint that names no limits of its own gets: by itself it waits for ever, for an answer
 * of any size as for one of its five connections.
 *
 * @param timeout of a call
 * @param connections of an endpoint; as many calls again wait for one, and more fail at once
 * @param maxBytes of an answer; a binding of one's own has its own
 */
record CallLimits(Duration timeout, int connections, long maxBytes) implements EndpointStrategy {

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof VertxHttpEndpoint http) {
            VertxHttpConfiguration call = http.getConfiguration();
            if (call.getTimeout() < 0) {
                call.setTimeout(timeout.toMillis());
            }
            if (call.getVertxHttpBinding().getClass() == DefaultVertxHttpBinding.class) {
                call.setVertxHttpBinding(new BoundedCalls(maxBytes) {});
            }
            if (call.getWebClientOptions() == null) {
                call.setWebClientOptions(
                        new WebClientOptions().setMaxPoolSize(connections).setMaxWaitQueueSize(connections));
            }
        }
        return endpoint;
    }
}
