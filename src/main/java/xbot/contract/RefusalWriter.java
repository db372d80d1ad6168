package xbot.contract;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the failure that a route caught as the answer: status, headers and envelope. A failure that is no refusal is
 * our fault: it goes to the log, and the caller learns only the request id under which to find it.
 */
final class RefusalWriter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalWriter.class);

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String requestId = exchange.getProperty(ExchangeProperties.REQUEST_ID, String.class);
        Message answer = exchange.getMessage();
        // what came with the request or from Direct Line must not reach the answer
        answer.removeHeaders("*");
        if (caught instanceof Refusal refusal) {
            refusal.headers().forEach(answer::setHeader);
            write(exchange, refusal.status(), refusal.code(), refusal.getMessage(), requestId, refusal.findings());
        } else {
            LOG.error("requestId={} an exchange failed", requestId, caught);
            write(
                    exchange,
                    Code.INTERNAL_ERROR.status(),
                    Code.INTERNAL_ERROR.name(),
                    Code.INTERNAL_ERROR.message(),
                    requestId,
                    List.of());
        }
    }

    private static void write(
            Exchange exchange,
            int status,
            String code,
            String message,
            String requestId,
            List<InvalidRequest.Finding> findings) {
        exchange.setProperty(ExchangeProperties.CODE, code);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(EnvelopeWriter.write(new Envelope.Failure(code, message, requestId, findings)));
    }
}
