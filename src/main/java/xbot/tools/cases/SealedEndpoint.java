package xbot.tools.cases;

import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;
import xbot.routes.HandOverLimit;

/** Stands where another system would be reached: nothing comes from there, and a call on the way to the answer fails the case. */
final class SealedEndpoint extends DefaultEndpoint {

    /** What Camel calls remote and is this application: entries, which the case itself calls, caches, other routes. */
    private static final Set<String> OPEN = Set.of("platform-http", "jcache", "kamelet", "saga");

    private final String uri;
    private final Endpoint sealed;
    private final CaseLog log;

    private SealedEndpoint(String uri, Endpoint sealed, CaseLog log) {
        super(uri, sealed.getComponent());
        this.uri = uri;
        this.sealed = sealed;
        this.log = log;
    }

    static Endpoint seal(String uri, Endpoint endpoint, CaseLog log) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return endpoint.isRemote() && !OPEN.contains(scheme) ? new SealedEndpoint(uri, endpoint, log) : endpoint;
    }

    /** What is sealed, or the endpoint itself. */
    static Endpoint original(Endpoint endpoint) {
        return endpoint instanceof SealedEndpoint closed ? closed.sealed : endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ServiceHelper.initService(sealed);
    }

    @Override
    protected String createEndpointUri() {
        return uri;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                if (HandOverLimit.isHandedOn(exchange)) {
                    // the answer does not depend on it; a case that is about it has a mock
                    exchange.setRouteStop(true);
                    return;
                }
                String step = exchange.getExchangeExtension().getHistoryNodeId();
                log.refuse(step, "was called but has no mock");
                throw new IllegalStateException("step '" + step + "' has no mock");
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        // an entry too
        return uri.startsWith("rest:") ? sealed.createConsumer(processor) : new DefaultConsumer(this, processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new IllegalStateException("a step that polls " + getComponent() + " has no mock");
    }
}
