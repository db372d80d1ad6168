package xbot.contract;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the failure that a route caught into the envelope. The route says which code it is, in the exchange property
 * {@code code}, and sets the status. A failure that is no refusal is our fault: it goes to the log, and the caller
 * learns only the request id under which to find it.
 */
final class RefusalWriter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalWriter.class);
    private static final String OUR_FAULT = "an unexpected error, it is in our log under this request id";

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String requestId = exchange.getProperty("requestId", String.class);
        String code = exchange.getProperty("code", String.class);
        String message = OUR_FAULT;
        List<InvalidRequest.Finding> findings = List.of();
        if (caught instanceof Refusal refusal) {
            message = refusal.getMessage();
            refusal.headers().forEach(exchange.getMessage()::setHeader);
            findings = refusal instanceof InvalidRequest invalid ? invalid.findings() : List.of();
        } else {
            LOG.error("requestId={} an exchange failed", requestId, caught);
        }
        Message answer = exchange.getMessage();
        answer.setBody(EnvelopeWriter.write(new Envelope.Failure(code, message, requestId, findings)));
    }
}
