package xbot.token.directline;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import xbot.contract.ExchangeProperties;

/**
 * {@code directline:<url>} posts the message to Direct Line. Whatever the status of the answer is, the step after the
 * call judges it. Each Camel context has its own component; all use the application's connections.
 */
public final class DirectLineComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String url, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                DirectLineClient client = getCamelContext().getRegistry().findSingleByType(DirectLineClient.class);
                return new DefaultAsyncProducer(this) {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        call(client, url, exchange, callback);
                        return false;
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("Direct Line can be called only");
            }
        };
    }

    private static void call(DirectLineClient client, String url, Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        client.post(
                        url,
                        headersOf(message),
                        message.getBody(byte[].class),
                        exchange.getProperty(
                                ExchangeProperties.UPSTREAM_DEADLINE_NANOS,
                                System.nanoTime() + 8_000_000_000L,
                                Long.class),
                        exchange.getProperty(ExchangeProperties.FRESH_CONNECTION, false, Boolean.class),
                        connection -> exchange.setProperty(ExchangeProperties.UPSTREAM_CONNECTION, connection))
                .onSuccess(answer -> take(message, answer))
                .onFailure(failure -> exchange.setException(UpstreamFailure.ofWire(failure)))
                .onComplete(done -> callback.done(false));
    }

    private static MultiMap headersOf(Message message) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("User-Agent", "xbot-routes");
        message.getHeaders().forEach((name, value) -> {
            if (!isCamels(name)) {
                headers.set(name, String.valueOf(value));
            }
        });
        return headers;
    }

    /** A header that came twice is a list, which is no value of any that we read. */
    private static void take(Message message, DirectLineClient.Answer answer) {
        message.removeHeaders("*");
        answer.headers().forEach((name, value) -> {
            if (!isCamels(name)) {
                message.getHeaders().merge(name, value, List::of);
            }
        });
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setBody(answer.body());
    }

    private static boolean isCamels(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("camel");
    }
}
