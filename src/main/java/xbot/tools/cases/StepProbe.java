package xbot.tools.cases;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.processor.Delayer;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes each step that a case reaches, and answers instead of those that the case mocks. */
final class StepProbe implements InterceptStrategy {

    private final CaseLog log;
    private final Map<String, List<RouteCase.MockAnswer>> mocks;
    private final MockAnswerer answerer;

    StepProbe(CaseLog log, Map<String, List<RouteCase.MockAnswer>> mocks, MockAnswerer answerer) {
        this.log = log;
        this.mocks = mocks;
        this.answerer = answerer;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
        // another strategy may have wrapped it already
        if ((nextTarget == null ? target : nextTarget) instanceof Delayer delayer) {
            delayer.setDelay(passing(delayer.getDelay()));
        }
        return new Probed(target, definition);
    }

    /** Lets the clock go on, and no time pass. */
    private ExpressionAdapter passing(Expression delay) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                answerer.pass(Duration.ofMillis(delay.evaluate(exchange, Long.class)));
                return 0L;
            }
        };
    }

    private final class Probed extends DelegateAsyncProcessor {

        private final NamedNode step;
        private final String place;
        private final boolean named;
        private final List<RouteCase.MockAnswer> mock;

        Probed(Processor target, NamedNode step) {
            super(target);
            this.step = step;
            named = step instanceof OptionalIdentifiedDefinition<?> definition && definition.hasCustomIdAssigned();
            mock = named ? mocks.get(step.getId()) : null;
            place = (named ? step.getId() : step.getShortName()) + " (" + file(step) + ":" + step.getLineNumber() + ")";
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            log.entered(place);
            AsyncCallback done = synchronously -> {
                log.left(place, exchange.getException());
                callback.done(synchronously);
            };
            try {
                log.checkNotOver();
                String uri = named ? uri(exchange) : null;
                int before = named ? log.reached(step.getId(), call(uri, exchange)) : 0;
                if (mock == null) {
                    return super.process(exchange, done);
                }
                if (!(step instanceof WireTapDefinition)) {
                    answerer.answer(exchange, endpoint(uri, exchange), mock.get(Math.min(before, mock.size() - 1)));
                }
            } catch (MockAnswerer.UnknownAnswer e) {
                log.refuse(step.getId(), e.getMessage());
                exchange.setException(e);
            } catch (Exception e) {
                exchange.setException(e);
            }
            done.done(true);
            return true;
        }

        private CaseLog.Call call(String uri, Exchange exchange) {
            Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (!name.startsWith("Camel")) {
                    headers.put(name, value);
                }
            });
            String address =
                    uri == null ? null : uri.replaceFirst("\\?.*", "").replaceFirst("^[a-z-]+:(?=https?:)", "");
            Object body = body(exchange);
            return new CaseLog.Call(address, headers, CaseLog.text(body), CaseLog.json(body));
        }

        /** Only a step that is mocked may have its body read: a stream is read once. */
        private Object body(Exchange exchange) {
            Object body = exchange.getMessage().getBody();
            return mock == null || body == null ? body : exchange.getMessage().getBody(byte[].class);
        }

        /** @return null where it calls nothing that is known */
        private static Endpoint endpoint(String uri, Exchange exchange) {
            return uri == null
                    ? null
                    : SealedEndpoint.original(exchange.getContext().getEndpoint(uri));
        }

        private String uri(Exchange exchange) {
            CamelContext camel = exchange.getContext();
            try {
                if (step instanceof EnrichDefinition enrich) {
                    return enrich.getExpression().evaluate(exchange, String.class);
                }
                String uri = template();
                return uri == null
                        ? null
                        : camel.resolveLanguage("simple")
                                .createExpression(camel.resolvePropertyPlaceholders(uri))
                                .evaluate(exchange, String.class);
            } catch (RuntimeException e) {
                return null;
            }
        }

        private String template() {
            if (step instanceof ToDynamicDefinition dynamic) {
                return dynamic.getUri();
            }
            return step instanceof SendDefinition<?> send ? send.getUri() : null;
        }
    }

    private static String file(NamedNode step) {
        String location = String.valueOf(step.getLocation());
        return location.replaceFirst("^.*[/:]", "");
    }
}
