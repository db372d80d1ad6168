package xbot.routes;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import xbot.front.RouteTable;
import xbot.front.Routes;

/** A request during a probation, at the new route set or at the one before it. */
final class Trial implements Routes.Visit {

    private static final String PROPERTY = "xbot.trial";

    private final RouteSet set;
    private final Probation probation;
    private final long begin;
    private volatile Routes.Work work;

    /** A step has called another system, which cannot be taken back. */
    private volatile boolean isOutside;

    private volatile Exception failure;
    private volatile String failedAt = "";

    Trial(RouteSet set, Probation probation) {
        this.set = set;
        this.probation = probation;
        this.begin = probation.now();
    }

    RouteSet set() {
        return set;
    }

    boolean isOutside() {
        return isOutside;
    }

    long millis() {
        return Duration.ofNanos(probation.now() - begin).toMillis();
    }

    String place() {
        return work.place();
    }

    /** The step that met the last failure, or its route where no step did. */
    String failedAt(Exchange exchange) {
        return failedAt.isEmpty() ? String.valueOf(exchange.getFromRouteId()) : failedAt;
    }

    private void failed(Exception met, String place) {
        if (met != failure) {
            failure = met;
            failedAt = place;
        }
    }

    void moveTo(Routes.Visit other) {
        work.moveTo(other);
    }

    @Override
    public RouteTable routes() {
        return set.routes();
    }

    @Override
    public void begin(Exchange exchange, Routes.Work begun) {
        exchange.setProperty(PROPERTY, this);
        work = begun;
        probation.begun(this);
    }

    @Override
    public Routes.Visit end(Exchange exchange, int status) {
        return probation.ended(this, exchange, status);
    }

    @Override
    public void leave() {
        set.leave();
    }

    /** Tells trials which step fails; the innermost ends first. */
    static final class Steps implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext camel, NamedNode step, Processor target, Processor nextTarget) {
            String place = ProcessorDefinitionHelper.getRouteId(step) + "/" + step.getId();
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    Trial trial = exchange.getProperty(PROPERTY, Trial.class);
                    if (trial == null) {
                        return super.process(exchange, callback);
                    }
                    return super.process(exchange, doneSync -> {
                        if (exchange.getException() != null) {
                            trial.failed(exchange.getException(), place);
                        }
                        callback.done(doneSync);
                    });
                }
            };
        }
    }

    /** Tells trials that a step calls another system, for their exchanges and for copies of them. */
    static final class Calls extends EventNotifierSupport {

        /** Remote for Camel, but kept by the pod itself. */
        private static final Set<String> INSIDE = Set.of("jcache");

        private Calls() {
            setIgnoreCamelContextEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreStepEvents(true);
            setIgnoreExchangeCreatedEvent(true);
            setIgnoreExchangeCompletedEvent(true);
            setIgnoreExchangeFailedEvents(true);
            setIgnoreExchangeRedeliveryEvents(true);
            setIgnoreExchangeSentEvents(true);
            setIgnoreExchangeSendingEvents(false);
        }

        static void watch(CamelContext camel) {
            Calls calls = new Calls();
            calls.start();
            camel.getManagementStrategy().addEventNotifier(calls);
        }

        static void end(CamelContext camel) {
            for (EventNotifier notifier :
                    Set.copyOf(camel.getManagementStrategy().getEventNotifiers())) {
                if (notifier instanceof Calls) {
                    camel.getManagementStrategy().removeEventNotifier(notifier);
                }
            }
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeSendingEvent sending && isOutside(sending.getEndpoint())) {
                Trial trial = sending.getExchange().getProperty(PROPERTY, Trial.class);
                if (trial != null) {
                    trial.isOutside = true;
                }
            }
        }

        private static boolean isOutside(Endpoint endpoint) {
            return endpoint.isRemote()
                    && !INSIDE.contains(endpoint.getEndpointUri().split(":", 2)[0]);
        }
    }
}
