package xbot.contract;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the failure that a route caught as the answer: status, headers and envelope. A failure that is no refusal is
 * our fault: it goes to the log, and the caller learns only the request id under which to find it.
 */
public final class RefusalWriter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalWriter.class);

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String requestId = exchange.getProperty(ExchangeProperties.REQUEST_ID, String.class);
        Refusal refusal = caught instanceof Refusal known ? known : Refusal.of(Code.INTERNAL_ERROR);
        if (caught != refusal) {
            LOG.error("requestId={} an exchange failed", requestId, caught);
        }
        Message answer = exchange.getMessage();
        // what came with the request or from Direct Line must not reach the answer
        answer.removeHeaders("*");
        refusal.headers().forEach(answer::setHeader);
        exchange.setProperty(ExchangeProperties.CODE, refusal.code());
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.status());
        answer.setBody(EnvelopeWriter.failure(refusal, requestId));
    }
}
