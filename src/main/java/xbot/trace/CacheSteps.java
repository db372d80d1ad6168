package xbot.trace;

import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.jcache.JCacheConstants;
import org.apache.camel.component.jcache.JCacheEndpoint;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Finds the steps of routes that use the token cache, when Camel makes them, and traces those. */
final class CacheSteps implements InterceptStrategy {

    private static final String CACHE = "tokens";
    private static final Set<String> OPERATIONS = Set.of("GET", "PUT", "PUTIFABSENT");

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, Processor nextTarget) {
        // another strategy may have wrapped it already
        Processor own = nextTarget == null ? target : nextTarget;
        return own instanceof EndpointAware call
                        && call.getEndpoint() instanceof JCacheEndpoint cache
                        && CACHE.equals(cache.getConfiguration().getCacheName())
                ? new Traced(target, cache.getConfiguration().getAction())
                : target;
    }

    private static final class Traced extends DelegateAsyncProcessor {

        private final String action;

        Traced(Processor step, String action) {
            super(step);
            this.action = action;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RequestTrace trace = RequestTrace.of(exchange);
            if (trace == null) {
                return super.process(exchange, callback);
            }
            String asked = exchange.getMessage().getHeader(JCacheConstants.ACTION, action, String.class);
            String operation = OPERATIONS.contains(asked) ? asked : "OTHER";
            CacheSpan span = CacheSpan.begin(trace, operation);
            return span.during(() -> super.process(exchange, doneSync -> {
                span.end(outcome(operation, exchange));
                callback.done(doneSync);
            }));
        }

        private static String outcome(String operation, Exchange exchange) {
            if (exchange.getException() != null) {
                return CacheSpan.FAILED;
            }
            if (operation.equals("GET")) {
                return CacheSpan.found(exchange.getMessage().getBody());
            }
            return Boolean.FALSE.equals(exchange.getMessage().getHeader(JCacheConstants.RESULT)) ? "taken" : "stored";
        }
    }
}
