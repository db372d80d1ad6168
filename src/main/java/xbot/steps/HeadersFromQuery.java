package xbot.steps;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.InvalidRequest;

/**
 * For callers that cannot send a header: {@code param.header.NAME=VALUE} in the query stands for the header NAME. The
 * query is gone afterwards, as a key in it must not reach another system.
 */
final class HeadersFromQuery implements Processor {

    private static final String PREFIX = "param.header.";
    private static final Pattern OF_THE_SERVER =
            Pattern.compile("Camel|X-Forwarded-|Forwarded", Pattern.CASE_INSENSITIVE);

    @Override
    public void process(Exchange exchange) throws InvalidRequest {
        Message message = exchange.getMessage();
        for (Map.Entry<String, String> parameter : Query.of(exchange).entrySet()) {
            if (parameter.getKey().startsWith(PREFIX)) {
                String header = parameter.getKey().substring(PREFIX.length());
                if (OF_THE_SERVER.matcher(header).lookingAt()) {
                    throw new InvalidRequest("a header of the server or of a proxy cannot be given by the query");
                }
                if (message.getHeader(header) != null) {
                    throw new InvalidRequest("a header is given by the query and by the request");
                }
                message.setHeader(header, parameter.getValue());
            }
        }
        message.removeHeader(Exchange.HTTP_QUERY);
    }
}
