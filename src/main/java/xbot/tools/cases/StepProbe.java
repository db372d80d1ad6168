package xbot.tools.cases;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes each step with an id that a case reaches, and answers instead of those that the case mocks. */
final class StepProbe implements InterceptStrategy {

    private final CaseLog log;
    private final Map<String, RouteCase.Mock> mocks;
    private final MockAnswerer answerer;

    StepProbe(CaseLog log, Map<String, RouteCase.Mock> mocks, MockAnswerer answerer) {
        this.log = log;
        this.mocks = mocks;
        this.answerer = answerer;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
        boolean named = definition instanceof OptionalIdentifiedDefinition<?> step && step.hasCustomIdAssigned();
        return named ? new Probed(target, definition) : target;
    }

    private final class Probed extends DelegateAsyncProcessor {

        private final String id;
        private final String uri;
        private final RouteCase.Mock mock;

        Probed(Processor target, NamedNode step) {
            super(target);
            id = step.getId();
            uri = uri(step);
            mock = mocks.get(id);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            int before = log.reached(id, call(exchange));
            if (mock == null) {
                return super.process(exchange, callback);
            }
            try {
                answerer.answer(exchange, mock.answer(before));
            } catch (Exception e) {
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }

        private CaseLog.Call call(Exchange exchange) {
            Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (!name.startsWith("Camel")) {
                    headers.put(name, value);
                }
            });
            return new CaseLog.Call(target(exchange), headers, CaseLog.json(body(exchange)));
        }

        /** Only a step that is mocked may have its body read: a stream is read once. */
        private Object body(Exchange exchange) {
            Object body = exchange.getMessage().getBody();
            return mock == null || body == null ? body : exchange.getMessage().getBody(byte[].class);
        }

        private String target(Exchange exchange) {
            try {
                String address = uri == null
                        ? null
                        : exchange.getContext()
                                .resolveLanguage("simple")
                                .createExpression(exchange.getContext().resolvePropertyPlaceholders(uri))
                                .evaluate(exchange, String.class);
                return address == null
                        ? null
                        : address.replaceFirst("\\?.*", "").replaceFirst("^[a-z-]+:(?=https?:)", "");
            } catch (RuntimeException e) {
                return null;
            }
        }
    }

    private static String uri(NamedNode step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            return dynamic.getUri();
        }
        return step instanceof SendDefinition<?> send ? send.getUri() : null;
    }
}
