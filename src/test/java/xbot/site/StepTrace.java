package xbot.site;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.contract.ExchangeProperties;

/** Writes down which steps of the routes a request of the site's enters; Camel asks it about each step. */
public final class StepTrace implements InterceptStrategy {

    /** Where the answered token came from is known when this step is entered. */
    private static final String LAST_STEP = "wrap-in-envelope";

    private static final String TAP = "user-profile";

    /** The steps with an id, in the order in which they were entered, and where the token came from. */
    static final class Steps {

        private final List<String> entered = new CopyOnWriteArrayList<>();
        private volatile String source;

        List<String> entered() {
            return List.copyOf(entered);
        }

        /** One of generated, refreshed, cached, stale and shared; null where no token was answered. */
        String source() {
            return source;
        }

        private void add(String step, Exchange exchange) {
            entered.add(step);
            if (step.equals(LAST_STEP)) {
                source = exchange.getProperty("tokenSource", "cached", String.class);
            }
        }
    }

    private final Map<String, Steps> requests = new ConcurrentHashMap<>();

    /** From now on for the request with this X-Request-Id, until it is closed. */
    Steps open(String requestId) {
        var steps = new Steps();
        requests.put(requestId, steps);
        return steps;
    }

    void close(String requestId) {
        requests.remove(requestId);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, Processor nextTarget) {
        return isNamed(step) ? new Traced(step.getId(), target) : target;
    }

    private static boolean isNamed(NamedNode step) {
        return step instanceof OptionalIdentifiedDefinition<?> node
                && Boolean.TRUE.equals(node.getCustomId())
                && !TAP.equals(ProcessorDefinitionHelper.getRouteId(step));
    }

    private final class Traced extends DelegateAsyncProcessor {

        private final String step;

        Traced(String step, Processor target) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            var requestId = exchange.getProperty(ExchangeProperties.REQUEST_ID, "", String.class);
            var steps = requests.get(requestId);
            if (steps != null) {
                steps.add(step, exchange);
            }
            return super.process(exchange, callback);
        }
    }
}
