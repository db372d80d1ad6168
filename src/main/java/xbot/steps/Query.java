package xbot.steps;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import xbot.contract.InvalidRequest;

/** The query of a request as HTML forms write it: {@code name=value&…}, UTF-8, a plus is a space. */
final class Query {

    private Query() {}

    /** @throws InvalidRequest where a parameter is repeated or is not well-formed */
    static Map<String, String> of(Exchange exchange) throws InvalidRequest {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class);
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
                String value = decode(equals < 0 ? "" : parameter.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    throw new InvalidRequest("a parameter of the query is given more than once");
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) throws InvalidRequest {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("the query is not well-formed: a % without two hex digits");
        }
        if (decoded.chars().anyMatch(c -> c < ' ' || c == '\uFFFD')) {
            throw new InvalidRequest("the query has a control character or is not UTF-8");
        }
        return decoded;
    }
}
